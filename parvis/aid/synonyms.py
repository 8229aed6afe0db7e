"""Words that neighbours use for one and the same thing, a line each: « frigo » meets « réfrigérateur ».

Only what may stand for the other in a notice: a ladder is looked for, a stepladder answers.
"""

from functools import cache

from parvis.kit import french

LINES = """
    canapé sofa divan clic-clac
    gazon pelouse tondre tonte tondeuse
    enfant nounou baby nourrice
    ordinateur ordi pc informatique
    frigo réfrigérateur congélateur
    maths math mathématique algèbre
    peindre peinture peintre
    percer perceuse
    plomberie plombier fuite robinet évier
    médecin médical docteur kiné
    covoiturage trajet covoiturer lift ride
    gare station
    vélo bicyclette bike vtt
    couture coudre couturière ourlet retouche
    dépanner dépannage
    courses commissions
    jardin jardinage jardiner
    téléphone smartphone
    télé télévision téléviseur
    échelle escabeau ladder
    photo photographie photographe
    vêtement habit fringue
    chant chanter chorale
    danse danser danseur
    natation nager nageur
    électricité électricien
    ménage nettoyage
    déménager déménagement emménager
    tricot tricoter tricoteuse
    repassage repasser
    aspirateur shampouineuse
    haie taille-haie
    livre bouquin
    poussette landau
    massage masser
    coiffure coiffer coiffeuse cheveux
    bricolage bricoler bricoleur
    anglais english
    scie tronçonneuse
    brouette remorque
    chaise tabouret
    vaisselle assiette
    promenade randonnée balade
    impôt fiscal
    hébergement héberger loger chambre
"""


@cache
def _kin_of_all() -> dict[str, frozenset[str]]:
    """Of each family, those that stand for it, itself among them."""
    found: dict[str, frozenset[str]] = {}
    for line in LINES.strip().splitlines():
        kin = frozenset(french.family(word) for word in line.split())
        found |= {one: found.get(one, frozenset()) | kin for one in kin}
    return found


def standing_for(family: str) -> frozenset[str]:
    """This family and those that mean the same in a notice."""
    return _kin_of_all().get(family, frozenset({family}))
