"""Declares the console area to Django."""

from django.apps import AppConfig

from parvis.kit import health


class ConsoleConfig(AppConfig):
    name = "parvis.console"
    label = "console"

    def ready(self) -> None:
        from parvis.console import working
        from parvis.console.safekeeping import keeping
        from parvis.console.scenes import stage
        from parvis.kit.jinja import offer
        from parvis.kit.measuring import gauge
        from parvis.members import explaining
        from parvis.members.holdings.register import holds_nobody

        offer("scenes_address", stage.address)
        explaining.backups_last(lambda: keeping.wanted().most_days)
        health.tell("derniere_sauvegarde", keeping.latest_made_at)
        health.register("ouvrier", working.is_well)
        holds_nobody("courier.Hold", why="That mail waits, why, since when.")
        about = "Seconds since a scheduled job last ended."
        gauge("parvis_worker_last_job_seconds", about, working.seconds_since_a_job)
        gauge("parvis_jobs_failing", "Scheduled jobs whose last run failed.", working.failing_jobs)
