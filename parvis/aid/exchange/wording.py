"""What people are told of an exchange: a title that is the fact, a text complete on paper or read aloud."""

from django.utils.translation import gettext as _

from parvis.aid.exchange.desks import hours_of
from parvis.aid.exchange.links import path_of
from parvis.aid.models import Exchange, ExchangeEnd, Notice, NoticeEnd, Settlement
from parvis.community.models import Circle
from parvis.kit import moments
from parvis.kit.unlinking import unlinked
from parvis.members.models import Member
from parvis.members.reaching import Words

Why = ExchangeEnd.Why


def agreed(exchange: Exchange, person: Member, how: str) -> Words:
    """The one who wrote the notice says yes."""
    said = _said(exchange, person)
    body = _text(_about(exchange), _("Choose a day, an hour and a place together."))
    return _words(exchange, person, _("%(name)s says yes to you") % said, body, _("Choose a day"))


def proposed(exchange: Exchange, person: Member, how: str) -> Words:
    """A place and an hour: does it suit?"""
    settlement = _settled(exchange)
    said = _said(exchange, person) | {"when": moments.at(settlement.begins_at)}
    title = _("%(name)s proposes %(when)s") % said
    answers = {
        "call": _("Does it suit you? If not, which day, and where?"),
        "mail": _("Does it suit you? Reply “yes” to this message, or propose another hour."),
        "text": _("Does it suit you? Reply 1 for yes, 2 for no."),
    }
    ask = answers.get(how, _("Does it suit you? Say yes, or propose another hour."))
    body = _text(_about(exchange), _("Where: %(where)s") % {"where": place_of(settlement)}, ask)
    return _words(exchange, person, title, body, _("Yes, or another hour"))


def settled(exchange: Exchange, person: Member, how: str) -> Words:
    """Both said yes: the hour and the place."""
    settlement = _settled(exchange)
    said = _said(exchange, person) | {"when": moments.at(settlement.begins_at)}
    title = _("You see %(name)s %(when)s") % said
    body = _text(
        _("Where: %(where)s") % {"where": place_of(settlement)},
        _about(exchange),
        _("If you cannot come, call us: the other is told at once.")
        if how == "call"
        else _("If you cannot come, say so by the link below: the other is told at once."),
    )
    return _words(exchange, person, title, body, _("See this exchange"))


def asked(exchange: Exchange, person: Member, how: str) -> Words:
    """« C’est fait ? », once, after the hour."""
    answers = {
        "call": _("Nothing else is asked."),
        "mail": _("If so, reply “yes” to this message. The notice then leaves when it has found."),
        "text": _("Reply 1 for yes, 2 for no."),
    }
    body = _text(_about(exchange), answers.get(how, _("One tap is enough. Nothing else is asked.")))
    title = _("You and %(name)s: is it done?") % _said(exchange, person)
    return _words(exchange, person, title, body, _("It is done"))


def thanks(exchange: Exchange, person: Member, how: str) -> Words:
    """It is done: the one who helped is thanked; the one who was helped may thank."""
    said = _said(exchange, person)
    if person.pk == exchange.giver.pk:
        title = _("%(name)s thanks you") % said
        body = _text(_about(exchange), _("It is done. Thank you for your help."))
    else:
        title = _("%(name)s says that it is done") % said
        body = _text(_about(exchange), _("A thank you is said face to face, or in a few words."))
    return _words(exchange, person, title, body, _("See this exchange"))


def stopped(exchange: Exchange, person: Member, how: str) -> Words:
    """It stops: kindly, without a reason."""
    said = _said(exchange, person)
    is_author = person.pk == exchange.notice.author_id
    still = _("Your notice is still seen.") if is_author and not exchange.notice.has_ended else ""
    body = _text(_about(exchange), _called_off(exchange), still, _("Thank you for having answered.")
                 if not is_author else "")  # fmt: skip
    return _words(exchange, person, _title_of_end(exchange) % said, body, _("See this exchange"))


def changed(exchange: Exchange, person: Member, how: str) -> Words:
    """The notice they answered is another thing now: what, where, when."""
    notice = exchange.notice
    begins, ends = (moments.date(one) if one else "" for one in (notice.from_on, notice.until_on))
    body = _text(
        _about(exchange),
        _("Where: %(where)s") % {"where": unlinked(notice.where)} if notice.where else "",
        _("From %(day)s on.") % {"day": begins} if begins else "",
        _("Until %(day)s.") % {"day": ends} if ends else "",
        _("Your exchange goes on as before. Does it no longer suit you? No reason is asked."),
    )
    return _words(exchange, person, _("%(name)s changed the notice") % _said(exchange, person), body,
                  _("See this exchange"))  # fmt: skip


def kept(exchange: Exchange, *, is_off: bool) -> Words:
    """To who keeps the desk: who leaves what, and who fetches it."""
    settlement = _settled(exchange)
    said = {"giver": unlinked(exchange.giver.first_name), "receiver": unlinked(exchange.receiver.first_name),
            "when": moments.at(settlement.begins_at)}  # fmt: skip
    if is_off:
        title = _("%(giver)s and %(receiver)s no longer come %(when)s") % said
        return Words(title=title, body=_text(title + ".", _about(exchange)))
    title = _("%(giver)s and %(receiver)s meet at your desk %(when)s") % said
    body = _text(_("They chose your desk to meet, or to leave something there."), _about(exchange))
    return Words(title=title, body=body)


def place_of(settlement: Settlement) -> str:
    """« Salle des fêtes, 1 place de la Mairie », « à la permanence, avec Monique (le mardi) »."""
    where = settlement.where_in_words
    if settlement.keeper is None:
        return where
    desk = _("at the desk, with %(name)s") % {"name": unlinked(settlement.keeper.first_name)}
    if hours := hours_of(settlement.keeper):
        desk = f"{desk} ({hours})"
    return ", ".join(filter(None, [desk, where]))


def line_of(notice: Notice) -> str:
    """« Jeanne cherche : une échelle »."""
    return _line(notice, notice.words)


def _line(notice: Notice, words: str) -> str:
    values = {"name": notice.author.first_name, "words": words}
    said = _("%(name)s is looking for: %(words)s") if notice.is_need else _("%(name)s offers: %(words)s")
    return said % values


def words_for(exchange: Exchange, reader: Member) -> str:
    """What the notice says; words a rule holds back, or a person set aside, are for their author alone."""
    if reader.pk != exchange.notice.author_id:
        if _is_held(exchange):
            return _("a person reads the new words first")
        if _is_aside(exchange):
            return _("a person set its words aside")
    return exchange.notice.words


def line_for(exchange: Exchange, reader: Member) -> str:
    """The same in a line, on the page of one of the two."""
    return _line(exchange.notice, words_for(exchange, reader))


def why_over(exchange: Exchange, person: Member) -> str:
    """For the page: what became of it, in a sentence."""
    if exchange.end.why == Why.DONE:
        return _("It is done. Thank you both.")
    if exchange.end.by_id == person.pk:
        return _("You let it be. It is noted.")
    return _title_of_end(exchange) % _said(exchange, person) + "."


def _title_of_end(exchange: Exchange) -> str:
    titles = {
        Why.DECLINED: _("%(name)s thanks you: it will be another time"),
        Why.LEFT: _("%(name)s cannot help after all"),
        Why.FOUND: _("%(name)s has found: thank you for having answered"),
        Why.GONE: _("The notice of your exchange with %(name)s is no longer seen"),
        Why.AWAY: _("%(name)s is no longer here: your exchange stops"),
        Why.QUIET: _("Your exchange with %(name)s is over"),
    }
    left = exchange.end.why == Why.LEFT and not exchange.notice.is_need
    return _("%(name)s no longer needs it") if left else titles[Why(exchange.end.why)]


def _called_off(exchange: Exchange) -> str:
    meets = exchange.meets
    if meets is None or meets.begins_at <= exchange.end.at:
        return ""
    return _("You no longer meet %(when)s.") % {"when": moments.at(meets.begins_at)}


def _settled(exchange: Exchange) -> Settlement:
    found = exchange.settled
    if found is None:
        raise ValueError("no hour is proposed")
    return found


def _said(exchange: Exchange, person: Member) -> dict[str, str]:
    return {"name": unlinked(exchange.other(person).first_name)}


def _about(exchange: Exchange) -> str:
    """« Annonce : une échelle »; nothing of a secret circle, nor of words nobody may read yet."""
    circle = exchange.notice.circle
    is_secret = circle is not None and circle.joining == Circle.Joining.SECRET
    if is_secret or _is_held(exchange) or _is_aside(exchange):
        return ""
    return _("Notice: %(words)s") % {"words": unlinked(exchange.notice.words)}


def _is_held(exchange: Exchange) -> bool:
    return getattr(exchange.notice, "held_back", None) is not None


def _is_aside(exchange: Exchange) -> bool:
    return exchange.notice.has_ended and exchange.notice.end.why == NoticeEnd.Why.SET_ASIDE


def _text(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _words(exchange: Exchange, person: Member, title: str, body: str, link_words: str) -> Words:
    return Words(title=title, body=body, link=path_of(exchange.pk, person), link_words=link_words)
