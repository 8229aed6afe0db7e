"""Words that a person reads before the others do. A rule only holds back; it never decides.

Pure: the same words, the same doubts. Words are read as `kit.french.plain` gives them (small letters, no
accents), after what cannot be seen in them is taken away.
"""

import re
import unicodedata
from collections.abc import Callable

from parvis.aid.models.review import Doubt
from parvis.kit.french import plain

LONGEST = 2000
_EUROS = r"(?:€|\beuros?\b|\beur\b|\bchf\b)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_MONEY = _any(
    r"\bwestern ?union\b", r"\bmoney ?gram\b", r"\btranscash\b", r"\bneosurf\b", r"\bpaysafe\w*",
    r"\btoneo\b",
    r"\b(?:carte|coupon|ticket|recharge)s? (?:pcs|premium|itunes|google play|steam|neosurf)\b",
    r"\b(?:pay\w+|paiement|regl\w+|envoy\w+|achet\w+|par|en) (?:\w+ ){0,3}cartes? cadeaux?\b",
    r"\bmandats? cash\b", r"\bbitcoins?\b", r"\bcrypto\w*", r"\busdt\b", r"\bethereum\b",
    r"\bacomptes?\b", r"\barrhes\b", r"\bpret(?:s|er)? (?:d'argent|entre particuliers?)\b",
    r"\bcredits? (?:rapides?|sans justificatif)\b", r"\boffres? de prets?\b",
    r"\b(?:pay\w+|pai\w+|vers\w+|virement|regl\w+|caution|envoy\w+|frais|somme|argent)\b[^.!?]{0,40}"
    r"\b(?:d'avance|a l'avance|avant (?:la|le|de|l'|tout)|au prealable|en premier|d'abord)",
    r"\benvoy\w+[ -](?:moi |nous )?(?:de l'argent\b|\d{1,6} ?(?:€|euros?))",
    r"\bfrais de (?:dossier|douane|deblocage|livraison|port)\b",
    r"\b(?:iban|(?:votre|ton|envoy\w+ (?:le|mon)) rib|numero de carte|coordonnees bancaires|"
    r"code (?:recu )?par sms)\b",
    r"\bgagne[rz]? (?:facilement |vite |jusqu'a )?(?:\d[\d ]{0,8} ?(?:€|euros?)|de l'argent)",
    r"\b(?:revenus|gains?|argent|rendements?|remboursements) (?:complementaires? )?(?:garantis?|faciles?|"
    r"rapides?|assures?)\b",
    r"\bheritages? a (?:partager|transmettre|recevoir)\b|\bpersonne de confiance\b[^.!?]{0,40}\b(?:fonds|"
    r"heritage|somme)\b|"
    r"\bheritage\b[^.!?]{0,40}\bpersonne de confiance\b|\bdon(?:s|ation)? de (?:fonds|\d[\d ]{2,9} ?(?:€|"
    r"euros?))",
    r"\b(?:virements?|transferts?|fonds) (?:tres )?urgents?\b|"
    r"\bchange de numero\b[^.!?]{0,60}\b(?:virement|argent|euros?|payer)\b",
    r"\bmarabouts?\b|\bmediums? voyante?s?\b|\bretour (?:de l'etre aime|d'affection|affectif)\b|"
    r"\bdesenvout\w+",
    r"\b(?:lend(?:ing)? money|money between individuals|loan offers?|gift cards?|make money|"
    r"earn \S{1,8} (?:a|per) (?:day|week)|"
    r"won the lottery|inheritance|bank details|send (?:the )?(?:money|deposit)|advance fee|upfront|"
    r"guaranteed (?:income|returns?))\b",
)  # fmt: skip
_NOT_MONEY = re.compile(r"\bmerci (?:beaucoup )?(?:d'|par )avance\b|\bremerci\w* (?:d'|par )avance\b")
_ENDINGS = (
    "com|fr|net|org|info|biz|eu|be|ch|de|es|it|uk|co|io|me|xyz|top|shop|site|online|store|club|ru|cn|ly|gl|"
    "link|click|app|live|pro|gq|tk|ml|cf|vip|win|bond"
)
_LINK = re.compile(
    r"https?:|\bwww\.|\bhxxps?\b|\b(?:t\.me|wa\.me|bit\.ly)\b|"
    rf"(?<![@\w.])(?:[a-z0-9](?:[a-z0-9-]{{0,40}}[a-z0-9])?\.){{1,3}}(?:{_ENDINGS})(?![\w@])"
)
_SPELT_OUT = re.compile(
    r"\b\w+ ?[\[(]? ?(?:arobase|point com|point fr|dot com)\b|\[(?:at|dot)\]|\((?:at|dot|point)\)"
)
_NUMBER = re.compile(
    r"(?<![\w+])(?:\+|00)[\s.\-]*(\d[\d\s.\-()]{6,20})|(?<![\w+])0[\s.\-]*8[\s.\-]*[29](?:[\s.\-]*\d){7}"
)
_HOME = ("33", "262", "508", "590", "594", "596", "681", "687", "689")
_PREMIUM = re.compile(r"33[\s.\-()0]*8[\s.\-]*[29]")
_WEAPON = _any(
    r"\barmes? (?:a feu|blanche|de poing|de chasse|d'epaule|d'alarme|de collection)\b",
    r"\b(?:vend\w*|cherche|achete\w*|cede|propose|loue|prete|donne|echange) "
    r"(?:une |des |mon |mes |d'|l')?armes?\b",
    r"\b(?:fusils?|carabines?|revolvers?|munitions?|tasers?|matraques?|arbaletes?|poings? americains?|"
    r"bombes? lacrymogenes?|couteaux? papillons?|explosifs?|kalachnikov\w*|glock)\b",
    r"\bpistolets?\b", r"\bcartouches? (?:de (?:chasse|fusil|calibre)|calibre)\b",
    r"\b(?:hand|shot|machine )?guns?\b|\b(?:hunting )?rifles?\b|\bammunition\b|\bpistols?\b|"
    r"\bswitchblades?\b",
    r"\bcrans? d'arret\b|\bpoudres? (?:noires?|a canon|a fusil)\b|\b(?:mortiers?|petards?|"
    r"fusees?) d'artifice\b|"
    r"\bfeux? d'artifices? (?:a vendre|pas chers?)\b|\bnunchakus?\b|\bdetonateurs?\b|\bgrenades? (?:a|de|"
    r"lacry)\b",
)  # fmt: skip
_NOT_WEAPON = re.compile(
    r"\bpistolets? (?:a|de|d') ?(?:la )?(?:peinture|colle|silicone|eau|arros\w*|bulles?|mastic|graiss\w*|"
    r"mousse|"
    r"jardin|calfeutr\w*|agraf\w*|gonfl\w*|vapeur|cartouche|clous?|souder|chaleur)|"
    r"\b(?:revolvers?|pistolets?|fusils?|carabines?|arbaletes?|guns?) (?:en |de |a )?(?:plastique|bois|"
    r"mousse|jouets?|deguisement|"
    r"flechettes|bouchon|petards|amorces|theatre)\b|\b(?:glue|heat|nail|water|spray|toy|staple|caulking|"
    r"massage) guns?\b|"
    r"\bfusils? (?:a|de) (?:aiguiser|affuter|boucher|cuisine)|"
    r"\bfusils? en bois\b|\bfoire aux armes\b"
)
_MEDICINE = re.compile(
    r"\b(?:medicaments?|antibiotiques?|doliprane|tramadol|subutex|methadone|viagra|cialis|ozempic|xanax|"
    r"valium|morphine|codeine|insuline|ventoline|lyrica|pregabaline|ritaline|anabolisants?|steroides?|"
    r"somniferes?|anxiolytiques?|mifepristone|cytotec)\b"
)
# An errand to the chemist's is among the first things neighbours do for one another.
_ERRAND = re.compile(
    r"\b(?:pharmacies?|pharmacien\w*|aller|apporte\w*|chercher|deposer|recuper\w+|prendre|prend|rappel\w*|"
    r"piluliers?|rang\w+|tri\w*|livr(?:er|e|ez|aison)s?|courses?|accompagn\w+|(?<!sans )ordonnances?|"
    r"ramen\w+|passer|ateliers?|comprehension|expliqu\w+)\b"
)
_ANIMAL = re.compile(
    r"\b(?:chien(?:ne)?s?|chiots?|chats?|chatons?|chattes?|lapins?|lapereaux?|cheva(?:l|ux)|juments?|"
    r"poneys?|perroquets?|"
    r"perruches?|furets?|oiseaux?|poules?|tortues?|hamsters?|serpents?|chevres?|moutons?|agneaux?|anes?|"
    r"cochons?|cobayes?|iguanes?|singes?|animaux|animal|pupp(?:y|ies)|kittens?|dogs?|cats?|rabbits?|"
    r"parrots?)\b"
)
_SALE = re.compile(
    rf"\b(?:vends?|vendre|vente|vendues?|vendus?|prix|tarif|achat|achete|for sale|selling)\b|\d ?{_EUROS}"
)
_NOT_ANIMAL = re.compile(
    r"\b(?:cages?|niches?|clapiers?|paniers?|arbres?|laisses?|litieres?|croquettes?|caisses?|colliers?|"
    r"selles?|poulaillers?|transport|gamelles?|jouets?|livres?|peluches?|gard\w*|promen\w*|toilett\w*|"
    r"nourri\w*|brosse\w*|foin|paille|oeufs?|barbecue|soins?|bascule|bois|equitation|cours|balades?|"
    r"tours? de|fumier|walk\w*|feed\w*|statues?|porcelaine)\b"
)
_ALONG = re.compile(r"\bavec (?:s(?:a|on|es)|la|le|les|leurs?|une?|des) \w+")  # « avec sa cage »
_TOBACCO = re.compile(
    r"\b(?:cigarettes?|marlboro|tabac (?:a rouler|moins cher|belge|espagnol)|vends? (?:du |mon )?tabac|"
    r"cigares?|chicha|narguile|puffs?|snus|cannabis|weed|beuh|shit|cocaine|heroine|ecstasy|mdma|lsd|ketamine|"
    r"protoxyde d'azote)\b"
)
_NOT_TOBACCO = re.compile(
    r"\b(?:arret\w*|sevrage|sans|stop|vendeur de|groupe de parole)\b|\ballume-cigares?\b|"
    r"\bboites? (?:a|de) cigar\w+ vides?\b|\bcigarettes? russes?\b"
)
_PAPERS = re.compile(
    r"\b(?:contrefacons?|faux (?:papiers|billets|permis)|fausses? (?:cartes?|factures?|monnaie)|"
    r"permis de conduire sans examen|diplomes? (?:a vendre|sans examen)|faux (?:diplomes?|certificats?|"
    r"passeports?|arrets?)|"
    r"fausses? (?:ordonnances?|attestations?|identites?|piece\w*)|(?:fake|forged|counterfeit) \w+)\b"
)
_SPACED = re.compile(r"(?<!\w)(?:\w[ .\-_*]){4,}\w(?!\w)")


def doubts_about(words: str) -> tuple[Doubt, ...]:
    """What a person should look at in these words before others read them; nothing most of the time."""
    words = words[:LONGEST]
    found = {Doubt.HIDDEN} if _hides_something(words) else set()
    text = plain("".join(sign for sign in words if unicodedata.category(sign) != "Cf"))
    found |= {doubt for doubt, is_so in _CHECKS.items() if is_so(text)}
    return tuple(doubt for doubt in Doubt if doubt in found)


def laid_bare(words: str) -> str:
    """The same words for whoever reads them first: ▯ for a sign nobody sees, [а] for a letter that only looks
    Latin. Unchanged when nothing hides.
    """
    return re.sub(r"\S+", lambda found: _bare(found[0]), words)


def _bare(word: str) -> str:
    is_mixed = len(_alphabets(word)) > 1
    signs = ("▯" if _is_unseen(sign) else sign for sign in word)
    return "".join(f"[{sign}]" if is_mixed and _alphabets(sign) - {"LATIN"} else sign for sign in signs)


def _hides_something(words: str) -> bool:
    """Signs nobody sees, letters of two alphabets in one word, words spelt letter by letter."""
    if any(_is_unseen(sign) for sign in words) or _SPELT_OUT.search(plain(words)):
        return True
    spelt = [part for part in _SPACED.findall(words) if sum(sign.isalpha() for sign in part) > 4]
    return bool(spelt) or any(len(_alphabets(word)) > 1 for word in words.split())


def _is_unseen(sign: str) -> bool:
    is_odd = unicodedata.category(sign) in ("Cf", "Co", "Cn") or sign in "\u3164\u115f\u2800"
    return is_odd and sign not in "\u00ad\u200d\u2060\ufeff"  # a soft hyphen; what joins pictures, or words


def _alphabets(word: str) -> set[str]:
    names = (unicodedata.name(sign, "").split(" ")[0] for sign in word if sign.isalpha())
    return {name for name in names if name in ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")}


def _calls_far(text: str) -> bool:
    """A number abroad, or one that costs more than a call."""
    for found in _NUMBER.finditer(text):
        abroad = re.sub(r"\D", "", found[1] or "")
        if found[1] is None or not abroad.startswith(_HOME) or _PREMIUM.match(found[1]):
            return True
    return False


def _sells_an_animal(text: str) -> bool:
    alone = _ALONG.sub(" ", text)
    return bool(_ANIMAL.search(text) and _SALE.search(text) and not _NOT_ANIMAL.search(alone))


_CHECKS: dict[Doubt, Callable[[str], bool]] = {
    Doubt.MONEY: lambda text: _MONEY.search(_NOT_MONEY.sub(" ", text)) is not None,
    Doubt.LINK: lambda text: _LINK.search(text) is not None,
    Doubt.NUMBER: _calls_far,
    Doubt.WEAPON: lambda text: _WEAPON.search(_NOT_WEAPON.sub(" ", text)) is not None,
    Doubt.MEDICINE: lambda text: bool(_MEDICINE.search(text)) and not _ERRAND.search(text),
    Doubt.ANIMAL: _sells_an_animal,
    Doubt.TOBACCO: lambda text: bool(_TOBACCO.search(text)) and not _NOT_TOBACCO.search(text),
    Doubt.PAPERS: lambda text: _PAPERS.search(text) is not None,
}
