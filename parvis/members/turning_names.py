"""Keep names so that three letters of any of their words find the person among a hundred thousand."""

from collections.abc import Iterable

from parvis.members.models import Member, TurnedName

_MOST = 8  # words of one name that it may begin with


def turns(search_name: str) -> list[str]:
    """« jeanne le goff » → « jeanne le goff », « le goff jeanne », « goff jeanne le »."""
    words = search_name.split()
    found = [" ".join(words[first:] + words[:first]) for first in range(min(len(words), _MOST))]
    return list(dict.fromkeys(found))


def turn_name(member: Member) -> None:
    """Keep the turns of a name that was just written. Inside the act's transaction."""
    TurnedName.objects.filter(member=member).delete()
    turn_names([(member.pk, member.search_name)])


def turn_newcomer(member: Member) -> None:
    """The same for a member who has just been written: nothing was kept yet."""
    turn_names([(member.pk, member.search_name)])


def turn_names(named: Iterable[tuple[int, str]]) -> None:
    """The same for many newcomers at once: pairs of a member's id and their `search_name`."""
    TurnedName.objects.bulk_create(
        (TurnedName(member_id=pk, turned=turned) for pk, name in named for turned in turns(name)),
        batch_size=500,
    )
