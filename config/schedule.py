"""What Parvis does by itself, and how often. One line a job; the worker of `parvis serve` runs them."""

from datetime import timedelta

from parvis.kit.scheduling import Job

JOBS = [
    Job("courier.deliver", timedelta(seconds=2), "parvis.courier.jobs.deliver_due", claims_its_rows=True),
    Job(
        "courier.deliver_texts",
        timedelta(seconds=2),
        "parvis.courier.jobs.deliver_texts",
        claims_its_rows=True,
    ),
    Job("courier.forget_questions", timedelta(hours=1), "parvis.courier.jobs.forget_questions"),
    Job("chronicle.follow", timedelta(seconds=2), "parvis.chronicle.jobs.follow_deeds", claims_its_rows=True),
    Job("courier.bring_back", timedelta(minutes=5), "parvis.courier.jobs.bring_back"),
    Job("courier.forget_nowhere", timedelta(hours=1), "parvis.courier.stopping.forget_nowhere"),
    Job("courier.drop_unwanted", timedelta(minutes=5), "parvis.courier.jobs.drop_unwanted_calls"),
    Job("courier.call_late", timedelta(minutes=1), "parvis.courier.jobs.call_what_is_late"),
    Job("desk.nobody_calls", timedelta(minutes=5), "parvis.desk.alarms.warn_due"),
    Job("desk.late_promises", timedelta(minutes=5), "parvis.desk.late_promises.warn_of_promises"),
    Job(
        "members.moving_in",
        timedelta(seconds=2),
        "parvis.members.moving_in.jobs.advance",
        only_if="parvis.members.moving_in.jobs.something_moves_in",
    ),
    Job("meetings.materialise", timedelta(days=1), "parvis.meetings.jobs.materialise"),
    Job("meetings.remind", timedelta(minutes=15), "parvis.meetings.jobs.remind"),
    Job("meetings.lapse", timedelta(minutes=5), "parvis.meetings.jobs.lapse_due"),
    Job(
        "meetings.kept_seats",
        timedelta(minutes=1),
        "parvis.meetings.jobs.open_kept_seats",
        only_if="parvis.meetings.jobs.some_seats_are_due",
    ),
    Job("meetings.stop_promotions", timedelta(minutes=5), "parvis.meetings.jobs.stop_promotions"),
    Job("meetings.stories", timedelta(hours=1), "parvis.meetings.jobs.ask_for_stories"),
    Job("meetings.polls", timedelta(minutes=5), "parvis.meetings.jobs.close_polls"),
    Job(
        "desk.week_sheet",
        timedelta(minutes=15),
        "parvis.desk.letters.weeks.make_week",
        only_if="parvis.desk.letters.weeks.is_due_now",
    ),
    Job("wiki.sweep", timedelta(hours=1), "parvis.wiki.jobs.sweep"),
    Job("members.forget_codes", timedelta(hours=1), "parvis.members.codes.forget_old_codes"),
    Job("members.mandates", timedelta(days=1), "parvis.members.minding_mandates.mind_mandates"),
    Job("members.minors", timedelta(days=1), "parvis.members.minors.look_after"),
    Job("members.keep_rules", timedelta(hours=1), "parvis.members.jobs.keep_rules"),
    Job(
        "members.erase",
        timedelta(minutes=1),
        "parvis.members.jobs.erase_due",
        only_if="parvis.members.jobs.somebody_goes",
    ),
    Job("members.end_suspensions", timedelta(minutes=5), "parvis.members.suspending.end_those_over"),
    Job(
        "console.backup",
        timedelta(minutes=5),
        "parvis.console.safekeeping.nightly.take",
        lease=timedelta(hours=7),
        only_if="parvis.console.safekeeping.nightly.is_due",
    ),
    Job(
        "console.erasures",
        timedelta(minutes=1),
        "parvis.console.safekeeping.erasures.write_down",
        only_if="parvis.console.safekeeping.erasures.are_some_new",
    ),
    Job(
        "federation.sources",
        timedelta(seconds=5),
        "parvis.federation.sources.jobs.advance",
        lease=timedelta(minutes=15),
        only_if="parvis.federation.sources.jobs.something_to_read",
    ),
    Job("federation.forget_files", timedelta(hours=6), "parvis.federation.sources.jobs.clean"),
    Job("portal.search", timedelta(days=1), "parvis.portal.jobs.index_for_search"),
    Job("members.forget_lists", timedelta(hours=6), "parvis.members.moving_in.jobs.clean"),
]
