"""« 2 », « mardi oui », « oui »: an hour chosen, or agreed to, by answering the mail."""

from datetime import datetime

from django.utils import timezone

from parvis.courier.replying import Reply, register_reply
from parvis.meetings.polls.reading_poll_answers import read_answers
from parvis.tables.coffee import purposes
from parvis.tables.coffee.answering import choose, say_yes
from parvis.tables.models import Cup


def register_all() -> None:
    register_reply(purposes.DRAWN, _replied)


def _replied(reply: Reply, at: datetime) -> bool:
    """One hour was clearly said: done. Anything else is read by a person."""
    cup = Cup.objects.for_page().filter(pk=reply.subject, member=reply.person).first()
    if cup is None or cup.left_at is not None or cup.member.suspension_at(at):
        return False
    coffee = cup.coffee
    hours = [hour.begins_at for hour in coffee.hours.all()]
    known = [coffee.begins_at] if coffee.begins_at else hours
    reading = read_answers(reply.text, [timezone.localtime(hour) for hour in known])
    yes = [index for index, said in reading.said.items() if said == "yes"]
    if len(yes) != 1 or reading.left_out:
        return _only_number(reply.text, hours, cup, at)
    if coffee.begins_at:
        say_yes(cup=cup, at=at, by_mail=True)
    else:
        choose(cup=cup, begins_at=known[yes[0]], at=at)
    return True


def _only_number(text: str, hours: list[datetime], cup: Cup, at: datetime) -> bool:
    """« 2 » and nothing more."""
    said = text.strip().rstrip(".")
    if not said.isascii() or not said.isdigit() or len(said) > 2 or not 1 <= int(said) <= len(hours):
        return False
    choose(cup=cup, begins_at=hours[int(said) - 1], at=at)
    return True
