"""The courier knows addresses, not people: what it asks of people, members answer. Said once at the start."""

from parvis.courier.in_time import when_late
from parvis.courier.polling import when_box_fails
from parvis.courier.replying import know_addresses
from parvis.courier.stopping import passes_silence_when, stop_when
from parvis.courier.texting.answering import register_text
from parvis.courier.texting.ceiling import when_nearly_spent
from parvis.courier.undelivered import when_undelivered
from parvis.members import (
    attention,
    calling_instead,
    calling_too,
    minding_the_box,
    reaching,
    still_here,
    strangers,
    texting,
    texting_of_mandates,
)


def begin() -> None:
    """Whose an address is, who is not to be written to, which other way there is, what a text means."""
    know_addresses(reaching.mail_addresses)
    when_undelivered(calling_instead.call_instead)
    when_undelivered(calling_too.way_around)
    when_late(calling_too.call_too)
    stop_when(still_here.is_out, still_here.out_among)
    stop_when(attention.is_unwished, attention.unwished_among)
    stop_when(strangers.is_too_much)
    passes_silence_when(strangers.is_own_door)
    when_nearly_spent(texting.tell_nearly_spent)
    when_box_fails(minding_the_box.tell_box_fails)
    register_text("members.mandate", texting_of_mandates.answer_text, order=15)
    register_text("members.wish", texting.wish, order=20)
    register_text("members.pass_on", texting.pass_on, order=90)
