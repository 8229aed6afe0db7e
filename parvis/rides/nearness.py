"""Whether two people leave from nearly the same place, by the words they used for it."""

from parvis.kit.french import families

# Words that say what kind of place it is, not which.
_KINDS = frozenset(
    families(
        "rue avenue boulevard chemin route place impasse allée quai pont bourg centre ville village quartier "
        "cité gare arrêt bus mairie église école poste saint sainte nord sud est ouest haut bas numéro maison"
    )
)


def nearness(one: str, other: str) -> int:
    """2: they share a word that names a place; 1: one of them said nothing; 0: other places.

    « Place de Saint-Martin » is near « à Saint Martin », not near « Place du marché, Saint-Jean ».
    """
    if not one.strip() or not other.strip():
        return 1
    mine, theirs = set(families(one)), set(families(other))
    named = (mine - _KINDS) & (theirs - _KINDS)
    is_same = bool(mine) and mine == theirs
    return 2 if is_same or any(not word.isdigit() for word in named) else 0
