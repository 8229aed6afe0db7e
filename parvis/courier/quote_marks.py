"""The lines by which mail programs begin the message they quote, in the languages people here read.

Three shapes: a sentence (« Le mar. 24 nov. à 10:12, Les Voisins a écrit : »), a block of headers (« De : »,
then « Envoyé : » or « Objet : »), a rule (« -----Message d'origine----- »).
"""

import re

MOST_JOINED = 4  # lines a sentence may be folded into
_VERBS = (
    r"a\s+écrit|wrote|schrieb|schreef|escribió|escribiu|escreveu|ha\s+scritto|napisał(?:\(a\))?|skrev|kirjoitti|"
    r"написал(?:а)?|пише|írta"
)
_DATED = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.h]\d\d\b|\b\d{1,2}[/.-]\d{1,2}\b|\b[A-Za-z]{3,9} \d{1,2}\b"
)
_VERB = re.compile(rf"(?:^|\W)(?:{_VERBS})(?=\W|$)", re.IGNORECASE)
_AROUND = " \t\u00a0\u202f:->)"  # what may stand after the verb, or after the address
_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")
_RULE = re.compile(
    r"\s*-{2,}\s?(?:message d['’]origine|message original|message transféré|original message|"
    r"forwarded message|ursprüngliche nachricht|oprindelig besked|messaggio originale|mensaje original|"
    r"mensagem original)\s?-{2,}.*",
    re.IGNORECASE,
)
_LINE = re.compile(r"_{20,}\s*")
_SENDER = re.compile(r"\s*[*]?(?:De|From|Von|Van|Da|Fra|Från|Od|Message du)\s?:[*]?\s?\S.*")
_OTHER_HEADER = re.compile(
    r"\s*[*]?(?:Envoyé(?: le)?|Date|Sent|Gesendet|Verzonden|Inviato|Enviado|Datum|Dato|À|A|To|An|Aan|Til|De|"
    r"Para|Cc|Copie à|Objet|Sujet|Subject|Betreff|Onderwerp|Oggetto|Asunto|Assunto|Emne)\s?:.*"
)
_LEADS_TO_IT = re.compile(r"\s*(?:[=*_-]\s?){3,}\s*")  # a rule drawn above the quote belongs to it
_SIGNATURE = re.compile(r"--\s?|__\s?")
_DEVICE = re.compile(
    r"(?:Envoyé (?:de|depuis|avec|à partir de)|Sent (?:from|with)|Gesendet (?:von|mit)|Obtenir|Télécharger|"
    r"Get)(?: [^\s,.;:!?]+){1,7}(?:\s?[<(]https?://\S{1,200}[>)])?[.]?",
    re.IGNORECASE,
)
_DEVICE_KNOWN = re.compile(
    r"outlook|iphone|ipad|android|samsung|galaxy|huawei|xiaomi|blackberry|mobile|téléphone|smartphone|portable|mail|"
    r"sparrow|windows|yahoo|orange|sfr|free|bouygues|\bmy\b|\bmon\b|\bma\b",
    re.IGNORECASE,
)
_GREETS = re.compile(r"(?:bonjour|bonsoir|salut|coucou|chère?s?|hi|hello|hey|dear)\b.{0,40}", re.IGNORECASE)


def sentence_at(lines: list[str], start: int) -> int:
    """How many lines from here say « on such a day somebody wrote »; 0 when they do not."""
    joined = ""
    for count, line in enumerate(lines[start : start + MOST_JOINED], 1):
        if not line.strip() or line.lstrip().startswith(">"):
            return 0
        joined = f"{joined} {line.strip()}".strip()
        if _is_sentence(joined):
            return count
        if not (_may_go_on(joined) and len(joined) < 400):
            return 0
    return 0


def is_rule(line: str) -> bool:
    """« -----Message d'origine----- », or the long line some programs draw."""
    return bool(_RULE.fullmatch(line) or _LINE.fullmatch(line))


def is_headers(lines: list[str], start: int) -> bool:
    """Whether a block of headers begins here: who, with an address or with another header soon after."""
    if not _SENDER.fullmatch(lines[start]):
        return False
    following = [line for line in lines[start + 1 : start + 6] if line.strip()][:4]
    return bool(_ADDRESS.search(lines[start])) or any(_OTHER_HEADER.fullmatch(line) for line in following)


def leads_to_quote(line: str) -> bool:
    """A rule of dashes or of equals: above a quote it belongs to it."""
    return bool(_LEADS_TO_IT.fullmatch(line))


def is_signature(line: str) -> bool:
    """« -- » alone: what follows is a signature."""
    return bool(_SIGNATURE.fullmatch(line))


def is_of_device(line: str) -> bool:
    """« Envoyé de mon iPhone »: a telephone wrote it."""
    return bool(_DEVICE.fullmatch(line.strip()) and (_DEVICE_KNOWN.search(line) or "http" in line))


def ends_what_was_typed(line: str) -> bool:
    """« Envoyé à partir d’Outlook pour iOS<https://…> »: that program quotes below it without a word."""
    return is_of_device(line) and "outlook" in line.lower() and "http" in line


def is_greeting(text: str) -> bool:
    """« Bonjour, » and nothing more: the answer itself stands below the quote."""
    return bool(_GREETS.fullmatch(text.strip()))


def _is_sentence(text: str) -> bool:
    if len(text) > 400 or not _DATED.search(text):
        return False
    verbs = list(_VERB.finditer(text))
    if verbs:
        rest = text[verbs[-1].end() :].strip(_AROUND).split()
        return not rest or "@" in rest[-1]
    last = "".join(text.strip(_AROUND).split()[-1:])
    return text[:1] not in "-*" and text.rstrip().endswith(":") and "@" in last


def _may_go_on(text: str) -> bool:
    """A sentence folded by a program: it has its date, and no end of its own yet."""
    return bool(_DATED.search(text)) and not text.endswith((".", "!", "?", ";"))
