"""Why a visit writes to somebody: they asked for their list."""

from parvis.courier.purposes import Purpose, register_purpose

LIST = "covisits.list"


def register_all() -> None:
    register_purpose(Purpose(LIST, is_answer=True))
