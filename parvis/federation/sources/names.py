"""What people and programs call the parts of a meeting: « titre », « startDate », « firstdate_begin »."""

import unicodedata
from collections.abc import Iterable, Mapping

# For each part, its names from the surest to the least sure.
NAMES: dict[str, tuple[str, ...]] = {
    "uid": ("uid", "uuid", "eventid", "id_evenement", "@id", "id", "identifiant", "identifier"),
    "title": (
        "title_fr", "title", "titre", "intitule", "nom_jour_ferie", "nom_vacances", "nom_de_l_evenement",
        "evenement", "rencontre", "objet", "libelle", "activite", "name", "nom", "summary",
    ),
    "begin": (
        "firstdate_begin", "startdate", "starttime", "start_local", "dateiso", "begins_at", "begin", "start",
        "date_de_debut", "date_debut", "debut", "date", "jour", "quand",
        "le",
    ),
    "end": (
        "firstdate_end", "enddate", "endtime", "end_local", "ends_at", "end", "date_de_fin", "date_fin",
        "fin",
    ),
    "hour": ("heure_de_debut", "heure_debut", "heure", "horaire", "timefr", "de"),
    "end_hour": ("heure_de_fin", "heure_fin", "jusqu_a", "a"),
    "where": ("location_name", "location", "place", "lieu", "endroit", "salle", "room", "venue", "ou"),
    "address": ("location_address", "placeaddr", "adresse", "address", "streetaddress"),
    "about": (
        "longdescription_fr", "description_fr", "body_html", "description", "content", "resume", "details",
        "texte", "summary", "about",
    ),
    "url": ("canonicalurl", "url", "link", "lien", "page", "site", "site_web"),
    "status": ("status", "eventstatus", "ical:status", "statut", "etat"),
    "timings": ("timings", "horaires"),
    "updated": ("updatedat", "datemodified", "updated", "lastmodified"),
}  # fmt: skip
# What a page of the web says of itself: nothing is guessed there.
LINKED: dict[str, tuple[str, ...]] = {
    "uid": ("@id", "identifier"),
    "title": ("name", "headline"),
    "begin": ("startdate",),
    "end": ("enddate",),
    "where": ("location",),
    "about": ("description",),
    "url": ("url",),
    "status": ("eventstatus",),
    "updated": ("datemodified",),
}


def plain_name(text: str) -> str:
    """« Date de début » → date_de_debut."""
    letters = unicodedata.normalize("NFKD", text[:80]).encode("ascii", "ignore").decode().lower()
    return "_".join(
        "".join(letter if letter.isalnum() or letter in "@:" else " " for letter in letters).split()
    )


def parts_of(names: Iterable[str], known: Mapping[str, tuple[str, ...]] = NAMES) -> dict[str, str]:
    """Which name holds which part: {« title »: « Intitulé »}. The surest name wins; none serves twice."""
    said: dict[str, str] = {}
    for name in names:
        said.setdefault(plain_name(name), name)
    found: dict[str, str] = {}
    for part, candidates in known.items():
        for candidate in candidates:
            if candidate in said and said[candidate] not in found.values():
                found[part] = said[candidate]
                break
    return found
