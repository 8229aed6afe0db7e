"""Why text messages are written by the courier itself: the answer to one that came."""

from parvis.courier.purposes import Purpose, register_purpose

ANSWER = "courier.text_answer"
STOPPED = "courier.text_stopped"
CONVERSATION = frozenset({ANSWER, STOPPED})  # said in full, to who has just written


def declare() -> None:
    """Make them known."""
    for name in sorted(CONVERSATION):
        register_purpose(Purpose(name, is_answer=True))
