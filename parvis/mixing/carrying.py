"""What a telephone needs to go on with a plan by itself: integers only, no attribute and no name.

Nobody who reads a telephone may learn who asked not to sit beside whom: `chance` adds pairs that mean
nothing.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from parvis.mixing.composing import past_and_difference
from parvis.mixing.plans import Plan
from parvis.mixing.traits import no_traits


def carry(plan: Plan, chance: Iterable[tuple[int, int]] = ()) -> dict[str, Any]:
    """The plan as JSON. pairs: what each meeting costs, people under one another without their diagonal."""
    guests, rules = plan.guests, plan.rules
    traits = guests.traits or no_traits(guests.people)
    people = guests.people
    apart = {(min(pair), max(pair)) for pair in [*rules.apart, *chance] if pair[0] != pair[1]}
    return {
        "seats": plan.seats.tolist(),
        "tables": plan.tables,
        "seed": plan.seed,
        "pairs": past_and_difference(guests)[np.tril_indices(people, -1)].tolist(),
        "apart": sorted([int(one), int(other)] for one, other in apart),
        "together": [[int(person) for person in block] for block in rules.together],
        "facilitators": [int(person) for person in rules.facilitators],
        "are_staying": rules.are_staying,
        "accessible": [int(table) for table in rules.accessible],
        "needing": [int(person) for person in rules.needing],
        "speaks": [int(languages) for languages in rules.speaks or [0] * people],
        "bands": traits.codes[:, list(rules.care)].tolist(),
    }
