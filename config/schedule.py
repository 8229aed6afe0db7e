"""What Parvis does by itself, and how often. One line a job; the worker of `parvis serve` runs them."""

from datetime import timedelta

from parvis.kit.scheduling import Job

JOBS = [
    Job("courier.deliver", timedelta(seconds=2), "parvis.courier.jobs.deliver_due", claims_its_rows=True),
    Job("chronicle.follow", timedelta(seconds=2), "parvis.chronicle.jobs.follow_deeds", claims_its_rows=True),
    Job("courier.drop_unwanted", timedelta(minutes=5), "parvis.courier.jobs.drop_unwanted_calls"),
    Job("members.moving_in", timedelta(seconds=2), "parvis.members.moving_in.jobs.advance"),
    Job("members.forget_lists", timedelta(hours=6), "parvis.members.moving_in.jobs.clean"),
]
