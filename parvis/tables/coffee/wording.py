"""What people are told of a coffee: a title that is the fact, and a text complete on paper or read aloud."""

from dataclasses import replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from parvis.courier.replying import can_be_answered
from parvis.kit import moments
from parvis.kit.telephones import spoken
from parvis.kit.unlinking import unlinked
from parvis.members.models import Member
from parvis.members.reaching import Words
from parvis.tables.coffee.company import Company
from parvis.tables.coffee.links import path_of
from parvis.tables.coffee.refusals import somebody_to_call


def drawn(company: Company) -> Words:
    """Who, where, three hours; the first to answer chooses one."""
    by_reply = _("You may also reply with the number of the hour.") if can_be_answered() else ""
    how = _("Choose one: the others then say yes. One tap is enough.")
    body = _text(
        _("The draw gave you %(names)s for a coffee.") % {"names": company.names},
        _where(company),
        _hours(company),
        f"{how} {by_reply}".strip() if company.hours else _("Choose an hour together."),
        _numbers(company),
        _or_not(),
    )
    return _words(company, _("A coffee with %(names)s: choose an hour"), body, _("Choose an hour"))


def nudge(company: Company) -> Words:
    """Nobody answered, and the first hour is tomorrow."""
    body = _text(
        _("Nobody has chosen an hour yet. The first to answer decides."),
        _with(company),
        _where(company),
        _hours(company),
        _("One tap is enough; none of them suits? Propose yours."),
        _numbers(company),
        _or_not(),
    )
    return _words(company, _("Your coffee with %(names)s waits for an hour"), body, _("Choose an hour"))


def chosen(company: Company) -> Words:
    """Somebody chose an hour: does it suit?"""
    proposer = _first_name(company.coffee.chosen_by)
    said = {"name": proposer, "when": _when(company), "names": company.names}
    body = _text(
        _("%(name)s proposes %(when)s.") % said,
        _with(company),
        _where(company),
        _("Say yes, or propose another hour. One tap is enough."),
        _numbers(company),
        _or_not(),
    )
    title = _("Your coffee: %(name)s proposes %(when)s") % said
    return Words(title=title, body=body, link=path_of(company.cup), link_words=_("Answer"))


def agreed(company: Company) -> Words:
    """It is settled."""
    body = _text(_when(company), _with(company), _where(company), _numbers(company), _or_not())
    title = _("Your coffee with %(names)s: %(when)s")
    return _words(company, title, body, _("See my coffee"))


def joined(company: Company, newcomers: str) -> Words:
    """Somebody whose company could not come sits down with them."""
    said = {"name": unlinked(newcomers)}
    body = _text(
        _("%(name)s would have been alone: you are one more. Thank you.") % said,
        _state(company), _with(company), _where(company), _numbers(company), _or_not(),
    )  # fmt: skip
    title = _("%(name)s joins your coffee") % said
    return Words(title=title, body=body, link=path_of(company.cup), link_words=_("See my coffee"))


def moved(company: Company, gone: str) -> Words:
    """Who they were drawn with cannot come: others take them in, at once."""
    body = _text(
        _("%(name)s cannot come this time. Other people take you in.") % {"name": unlinked(gone)},
        _state(company), _with(company), _where(company), _hours(company) if not company.when else "",
        _numbers(company), _or_not(),
    )  # fmt: skip
    return _words(company, _("Your coffee will be with %(names)s"), body, _("See my coffee"))


def fewer(company: Company, gone: str) -> Words:
    """One of several cannot come; the coffee goes on."""
    body = _text(_state(company), _with(company), _where(company), _numbers(company), _or_not())
    title = _("%(name)s cannot come to your coffee; it goes on") % {"name": unlinked(gone)}
    return Words(title=title, body=body, link=path_of(company.cup), link_words=_("See my coffee"))


def alone() -> Words:
    """Nobody to be drawn with yet."""
    title = _("Your coffee waits for other people")
    return Words(title=title, body=_nobody_free(), link="/cafe/", link_words=_("The coffee"))


def off(company: Company, gone: str) -> Words:
    """Who they were to meet cannot come, and nobody else is free."""
    title = _("%(name)s cannot come to your coffee") % {"name": unlinked(gone)}
    body = "\n\n".join(part for part in [_when(company), _nobody_free()] if part)
    return Words(title=title, body=body, link="/cafe/", link_words=_("The coffee"))


def in_a_text(words: Words, company: Company) -> Words:
    """A text message says its title alone: the hour, or those to choose from, and the place stand in it."""
    hours = [moments.at(hour) for hour in ([company.when] if company.when else company.hours)]
    missing = _either(hours) if hours and hours[0] not in words.title else ""
    place = company.coffee.place
    parts = [words.title, capfirst(missing), unlinked(place.name) if place else ""]
    return replace(words, title=". ".join(part for part in parts if part))


def _either(hours: list[str]) -> str:
    """« mardi à 15 h, jeudi à 10 h 30 ou samedi à 14 h »."""
    if len(hours) < 2:
        return "".join(hours)
    return _("%(some)s or %(last)s") % {"some": ", ".join(hours[:-1]), "last": hours[-1]}


def _nobody_free() -> str:
    return _text(
        _("For now nobody else is free for a coffee."),
        _("You will be in the next draw, whatever your rhythm."),
    )


def reminder(company: Company, taken: str = "") -> Words:
    """The day before. taken: the place, when it is closed or somebody else's by now."""
    moved = _("%(place)s is no longer free at that hour.") % {"place": unlinked(taken)} if taken else ""
    body = _text(moved, _when(company), _with(company), _where(company), _numbers(company), _or_not())
    return _words(company, _("Reminder: coffee with %(names)s, %(when)s"), body, _("See my coffee"))


def met(company: Company) -> Words:
    """Asked once; no reason is asked."""
    body = _text(
        _("One tap: yes or no. No reason is asked."),
        _("Only the next draws know your answer. Nobody reads it."),
    )
    return _words(company, _("Your coffee with %(names)s: did you meet?"), body, _("Answer"))


def _words(company: Company, title: str, body: str, link_words: str) -> Words:
    said = title % {"names": company.names, "when": _when(company)}
    return Words(title=said, body=body, link=path_of(company.cup), link_words=link_words)


def _text(*parts: str) -> str:
    person = somebody_to_call()
    call = _("To talk about it: %(person)s.") % {"person": person} if person else ""
    return "\n\n".join(part for part in [*parts, call] if part)


def _when(company: Company) -> str:
    return moments.at(company.when) if company.when else ""


def _with(company: Company) -> str:
    return _("With %(names)s.") % {"names": company.names}


def _state(company: Company) -> str:
    """« Mardi 1er à 15 h », or that the hour is still to choose."""
    if company.coffee.is_agreed:
        return _when(company)
    return (
        _("Proposed: %(when)s.") % {"when": _when(company)} if company.when else _("Choose an hour together.")
    )


def _where(company: Company) -> str:
    place = company.coffee.place
    if place is None:
        return _("Choose the place together.")
    known = " – ".join(
        part for part in [", ".join(filter(None, [place.name, place.address])), place.access] if part
    )
    return _("Where: %(place)s") % {"place": unlinked(known)}


def _hours(company: Company) -> str:
    return "\n".join(f"{number}. {moments.at(hour)}" for number, hour in enumerate(company.hours, 1))


def _numbers(company: Company) -> str:
    return "\n".join(f"{unlinked(name)} : {spoken(number)}" for name, number in company.telephones)


def _or_not() -> str:
    return _("You cannot? Say so on the page, or call: nobody will be left alone.")


def _first_name(member: Member | None) -> str:
    return unlinked(member.first_name) if member else _("Somebody")
