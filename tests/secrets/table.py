"""Who may see what: one line for each private thing, with a token nobody can guess.

The suite plants each token once (`house.py`), reads everything as each reader (`reading.py`), and holds what was
seen equal to this table. `docs/reference/visibilite.md` is written from it: `python -m tests.secrets.table`.
"""

import hashlib
import secrets
from dataclasses import dataclass

_SALT = secrets.token_hex(16)  # another one at every run: nothing can be guessed, nothing can be hard-coded

# Readers, in the words of the page. The first ten are outside; the last three are those it belongs to.
READERS = {
    "anonymous": "passante, passant",
    "newcomer": "personne non confirmée, avec l’adresse de son inscription",
    "member": "membre",
    "removed": "ancien membre, session restée ouverte",
    "animator": "qui anime un autre cercle",
    "correspondent": "qui répond au téléphone",
    "opener": "qui répond au téléphone, la fiche ouverte avec une raison que la personne lit",
    "administrator": "qui administre",
    "suspended": "membre suspendu, session restée ouverte",
    "returned": "membre suspendu, entré de nouveau",
    "herself": "la personne elle-même",
    "host": "qui anime le cercle secret et accueille ses rencontres",
    "keeper": "qui garde la culture",
}
NOBODY: frozenset[str] = frozenset()
ALL = frozenset(READERS)
INSIDE = ALL - {"anonymous", "newcomer", "removed", "suspended", "returned"}  # members who may enter


@dataclass(frozen=True)
class Secret:
    """One planted thing: its column, what it is (French), who reads it on a page."""

    column: str
    key: str
    words: str
    seen_by: frozenset[str]

    @property
    def token(self) -> str:
        """Ten small letters and digits, in no other place of the house."""
        return "zq" + hashlib.sha256(f"{_SALT} {self.key}".encode()).hexdigest()[:8]


_all: dict[str, Secret] = {}


def _plant(column: str, key: str, words: str, *readers: str) -> None:
    seen_by = frozenset(reader for one in readers for reader in _GROUPS.get(one, {one}))
    _all[key] = Secret(column, key, words, seen_by)


_GROUPS = {
    "all": ALL,
    "inside": INSIDE,
    "circle": frozenset({"host", "herself"}),
    "correspondent": frozenset({"correspondent", "opener"}),
}

# Circles
_plant("community.Circle.name", "secret name", "nom d’un cercle secret", "circle", "returned")
_plant("community.Circle.about", "secret about", "ce que fait un cercle secret", "circle")
_plant("community.Circle.kind", "secret kind", "genre d’un cercle secret", "circle")
_plant("community.Circle.name", "private name", "nom d’un cercle privé (on y entre sur invitation)", "all")
_plant("community.Circle.about", "private about", "ce que fait un cercle privé", "all")
# Places
# Whoever proposes a meeting chooses among all places; the page of this one is for those who meet there.
_plant("community.Place.name", "place name", "nom d’un lieu où ne se réunit qu’un cercle secret", "inside")
_plant(
    "community.Place.address",
    "place address",
    "adresse d’un lieu où ne se réunit qu’un cercle secret",
    "circle",
    "administrator",
)
_plant("community.Place.access", "place access", "accès à ce lieu", "circle", "administrator")
_plant("community.Place.opens", "place opens", "qui ouvre ce lieu", "circle", "administrator")
_plant(
    "community.Place.key_telephone",
    "place key",
    "téléphone de qui a la clé de ce lieu",
    "circle",
    "administrator",
)
_plant("community.Closure.reason", "closure", "pourquoi ce lieu ferme", "circle", "administrator")
_plant("community.Room.name", "room name", "nom d’une salle", "inside")
_plant(
    "community.Room.access",
    "room access",
    "accès à la salle où se réunit un cercle secret",
    "circle",
    "administrator",
)
_plant("community.Ritual.name", "ritual name", "rituel, dans le livre de l’année", "all")
_plant("community.Ritual.about", "ritual about", "ce qu’on y fait", "administrator")
_plant("community.Ritual.season", "ritual season", "quand", "all")
# People
_plant(
    "members.Member.name",
    "person name",
    "nom d’une personne qui ne veut pas figurer dans « Qui est qui »",
    "circle",
    "correspondent",
    "administrator",
)
_plant("members.Member.search_name", "person search", "forme de recherche de son nom")
_plant("members.TurnedName.turned", "person turned", "son nom, commencé par chacun de ses mots")
_plant("members.Member.pronouns", "person pronouns", "ses pronoms", "herself", "opener")
_plant("members.Member.about", "person about", "ce qu’elle dit d’elle", "herself", "opener", "administrator")
_plant("members.Member.card_code", "person card", "code de sa carte", "herself", "correspondent")
_plant("members.Member.session_key", "person session", "clé de ses sessions")
_plant("members.Member.name", "left name", "nom d’une personne partie", "administrator")
_plant(
    "members.ContactPoint.via_name",
    "person through",
    "qui lui transmet les messages",
    "herself",
    "correspondent",
)
_plant("members.PenName.name", "pen unused", "nom de plume qui n’a encore rien signé", "herself")
_plant(
    "members.ContactPoint.address",
    "person mail",
    "son adresse électronique",
    "herself",
    "correspondent",
    "administrator",
)
_plant(
    "members.ContactPoint.address",
    "person post",
    "son adresse postale",
    "herself",
    "correspondent",
    "administrator",
)
_plant(
    "members.Consent.sentence", "consent", "phrase qu’elle a acceptée", "herself", "opener", "administrator"
)
_plant("members.JournalEntry.words", "journal", "ligne de son journal", "herself", "opener")
_plant(
    "members.Mandate.sentence",
    "mandate",
    "phrase par laquelle elle laisse agir pour elle",
    "herself",
    "opener",
)
_plant(
    "members.MandateRequest.sentence",
    "mandate asked",
    "phrase qu’on lui a demandé d’accepter",
    "herself",
    "opener",
)
_plant(
    "members.Guardian.name",
    "parent name",
    "nom du parent d’une personne de moins de quinze ans",
    "herself",
    "opener",
)
_plant("members.Guardian.telephone", "parent telephone", "son numéro", "herself", "opener")
_plant(
    "members.Guardian.sentence",
    "parent sentence",
    "phrase que ce parent a entendue",
    "herself",
    "correspondent",
)
_plant("members.Passkey.name", "passkey", "nom de son appareil", "herself")
_plant("members.Passkey.credential_id", "passkey id", "numéro de sa clé d’accès", "herself")
_plant("members.Passkey.credential_data", "passkey data", "données de sa clé d’accès")
_plant("members.PersonalNumber.salt", "number salt", "sel de son numéro personnel")
_plant("members.PersonalNumber.digest", "number digest", "empreinte de son numéro personnel")
_plant("members.SignInCode.address", "code address", "adresse pour laquelle un code a été demandé")
_plant("members.SignInCode.code_digest", "code digest", "empreinte d’un code de connexion")
_plant("members.SignInCode.link_digest", "link digest", "empreinte d’un lien de connexion")
_plant("members.Role.duties", "secret role", "ce que dit de son rôle qui anime un cercle secret", "host")
_plant("members.Role.hours", "secret role hours", "quand la trouver", "host")
_plant("members.Role.duties", "open role", "ce que dit de son rôle qui le tient pour tous", "inside")
for _key, _words in (
    ("journal meeting", "ligne de son journal, pour une rencontre de cercle secret"),
    ("journal answers", "ligne de son journal, pour ses réponses à cette rencontre"),
    ("journal poll", "ligne de son journal, pour un sondage de ce cercle"),
    ("journal circle", "ligne de son journal, pour son rôle dans ce cercle"),
):
    _plant("members.JournalEntry.words", _key, _words, "herself")
_plant("members.JournalEntry.subject", "journal subject", "objet technique de cette ligne")
_plant("members.CommonEntry.words", "common", "ligne de la page « au nom de tous »", "inside")
_plant("members.Removal.reason", "removal", "pourquoi quelqu’un a été retiré")
_plant(
    "members.Suspension.reason", "suspension", "pourquoi quelqu’un est suspendu", "returned", "administrator"
)
# A list that moves in
_plant("members.Import.name", "list name", "nom d’une liste qui arrive", "administrator")
_plant("members.Import.stored", "list stored", "fichier gardé de cette liste")
_plant("members.Import.sheet", "list sheet", "feuille de cette liste")
_plant("members.Import.columns", "list columns", "titres de ses colonnes", "administrator")
_plant("members.Import.stored", "list cell", "une case du fichier", "administrator")
_plant("members.Import.circles", "list circles", "cercles qu’elle nomme", "administrator")
_plant("members.Import.failure", "list failure", "pourquoi elle n’a pas pu être lue", "administrator")
_plant("members.ImportLine.facts", "line facts", "une personne de cette liste", "administrator")
_plant("members.ImportLine.doubts", "line doubts", "ce qui n’y est pas clair")
# Feeds
_plant("federation.SecretFeed.digest", "feed digest", "empreinte de l’adresse secrète d’un calendrier")
# Meetings
_plant(
    "meetings.Meeting.title", "secret title", "titre d’une rencontre de cercle secret", "circle", "returned"
)
_plant("meetings.Meeting.about", "secret meeting about", "ce qu’on y fait", "circle")
_plant("meetings.Meeting.where", "secret where", "lieu dit en mots", "circle")
_plant("meetings.Meeting.bring", "secret bring", "ce qu’on y apporte", "circle")
_plant("meetings.Meeting.link", "secret link", "adresse de sa visioconférence", "circle")
_plant("meetings.Meeting.once_key", "meeting once", "clé de double envoi")
_plant("meetings.Meeting.uid", "meeting uid", "ce qui la fait reconnaître dans un agenda", "circle")
_plant("meetings.Meeting.title", "draft title", "titre d’une proposition non publiée", "herself")
_plant("meetings.Meeting.title", "members title", "titre d’une rencontre réservée aux membres", "inside")
_plant(
    "meetings.Meeting.link",
    "members link",
    "adresse de sa visioconférence, pour qui n’est pas inscrit",
    "host",
)
_plant(
    "meetings.Meeting.title", "cancelled title", "titre d’une rencontre annulée de cercle secret", "circle"
)
_plant("meetings.Cancellation.reason", "cancelled reason", "raison de cette annulation", "circle")
_plant("meetings.Series.title", "series title", "titre d’un rendez-vous régulier de cercle secret")
_plant("meetings.Series.about", "series about", "ce qu’on y fait")
_plant("meetings.Series.where", "series where", "où")
_plant("meetings.Series.link", "series link", "adresse de sa visioconférence")
_plant("meetings.Series.bring", "series bring", "ce qu’on y apporte")
_plant("meetings.Series.questions", "series questions", "questions posées à chaque fois")
_plant("meetings.Question.words", "question", "question posée aux inscrits d’un cercle secret", "circle")
_plant(
    "meetings.Answer.words",
    "answer",
    "réponse à la question de qui organise une rencontre ouverte",
    "host",
    "herself",
)
_plant(
    "meetings.Registration.companions",
    "companions",
    "accompagnants d’une inscription à une rencontre ouverte",
    "herself",
    "host",
    "correspondent",
)
_plant("meetings.Registration.form_key", "form key", "marque du navigateur qui a inscrit")
_plant(
    "meetings.Registration.companions",
    "withdrawn companions",
    "accompagnants d’une inscription reprise",
    "host",
)
_plant(
    "meetings.Registration.companions",
    "gone companions",
    "accompagnants d’un ancien membre, rencontre de cercle secret",
)
_plant(
    "meetings.Arrival.first_name",
    "stranger",
    "prénom d’une personne venue sans s’inscrire",
    "host",
    "correspondent",
)
_plant("meetings.Arrival.once_key", "arrival once", "clé de double envoi")
_plant(
    "meetings.Booking.reason", "no room", "pourquoi la salle n’a pas été prêtée à un cercle secret", "host"
)
_plant("meetings.DatePoll.title", "poll title", "titre d’un sondage de dates de cercle secret", "circle")
_plant("meetings.DatePoll.about", "poll about", "ce qu’on y dit", "circle")
_plant("meetings.DatePoll.where", "poll where", "lieu dit en mots", "circle")
_plant("meetings.DatePoll.once_key", "poll once", "clé de double envoi")
_plant("meetings.Respondent.name", "poll name", "nom de qui y répond, noms cachés", "host")
_plant("meetings.Respondent.contact_address", "poll contact", "comment joindre cette personne")
_plant("meetings.Respondent.form_key", "poll form", "marque du navigateur qui a répondu")
# A meeting of all: whoever answers the telephone reads its questions to those who were there.
_plant(
    "meetings.FeedbackQuestion.words",
    "feedback question",
    "question posée après la rencontre",
    "circle",
    "correspondent",
)
_plant("meetings.FeedbackAnswer.words", "feedback answer", "ce qu’on y a répondu, signé", "host")
_plant("meetings.FeedbackAnswer.words", "feedback hidden", "ce que moins de cinq personnes ont répondu")
_plant(
    "ideas.Survey.title", "survey title", "titre de questions posées à un cercle secret", "circle", "returned"
)
_plant("ideas.Survey.about", "survey about", "pourquoi on les pose", "circle")
_plant("ideas.Survey.once_key", "survey once", "clé de double envoi")
_plant("ideas.SurveyQuestion.words", "survey question", "une question posée à ce cercle", "circle")
_plant("ideas.SurveyQuestion.choices", "survey choice", "une réponse à choisir", "circle")
_plant("ideas.SurveyQuestion.low", "survey low", "mot d’un bout de l’échelle", "circle")
_plant("ideas.SurveyQuestion.high", "survey high", "mot de l’autre bout", "circle")
_plant("ideas.SurveyAnswer.words", "survey answer", "phrase répondue, avec son nom", "host", "herself")
_plant("ideas.SurveyAnswer.words", "survey hidden", "phrase répondue sans nom, avant la fin")
_plant("aid.Notice.words", "notice words", "ce qu’elle cherche, dit à un cercle secret", "circle")
_plant("aid.Notice.place_words", "notice place", "où, pour la même annonce", "circle")
_plant("aid.Notice.once_key", "notice once", "clé de double envoi")
_plant("aid.Notice.photo", "notice photo", "nom du fichier de sa photo", "circle")
_plant("aid.NoticeReport.words", "notice report", "ce qu’on signale de cette annonce, sans signer")
_plant("aid.Review.words", "review words", "ce que lisait qui l’a relue")
_plant("aid.Review.reason", "review reason", "pourquoi elle est écartée", "host")
_plant("aid.Wake.words", "wake words", "la phrase d’un pont réveillé", "inside")
_plant("aid.Wake.once_key", "wake once", "clé de double envoi")
_plant("aid.PurchaseReview.words", "purchase review words", "ce que lisait qui a relu un achat")
_plant("aid.PurchaseReview.reason", "purchase review reason", "pourquoi un achat est écarté", "host")
_plant("aid.GroupPurchase.title", "purchase title", "ce que ce cercle achète ensemble", "circle")
_plant("aid.GroupPurchase.words", "purchase words", "ce qu’il est bon d’en savoir", "circle")
_plant("aid.GroupPurchase.unit", "purchase unit", "par quoi l’on compte", "circle")
_plant("aid.GroupPurchase.price", "purchase price", "son prix", "circle")
_plant("aid.GroupPurchase.where", "purchase where", "où l’on retire", "circle")
_plant(
    "aid.GroupPurchase.cancelled_why", "purchase off", "pourquoi un achat de ce cercle est annulé", "circle"
)
_plant("aid.GroupPurchase.once_key", "purchase once", "clé de double envoi")
_plant(
    "rides.Car.place_words", "car place", "d’où part une voiture, pour une rencontre de ce cercle", "circle"
)
_plant("rides.RideWish.place_words", "wish place", "où l’on attend une voiture, pour la même", "circle")
_plant("aid.Exchange.once_key", "exchange once", "clé de double envoi")
_plant("aid.Settlement.where", "exchange where", "où elle retrouve qui lui répond", "circle")
_plant("aid.Gift.words", "gift words", "le coup de main qu’elle a donné", "circle")
_plant("meetings.Arrival.table", "table", "table où elle a été placée", "host", "correspondent")
_plant("meetings.Tap.key", "tap key", "clé d’un geste dans la salle")
_plant("meetings.Tap.first_name", "tap name", "prénom noté par ce geste")
_plant("meetings.Tap.about", "tap about", "geste auquel il répond")
_plant("meetings.Tap.other", "tap other", "autre geste auquel il répond")
_plant("meetings.Tap.table", "tap table", "table donnée par ce geste")
# Tables
_plant(
    "tables.Round.question",
    "round question",
    "question d’un tour, aux tables d’une rencontre",
    "host",
    "correspondent",
)
_plant("tables.Table.name", "table name", "nom d’une table")
_plant("tables.Change.from_table", "from table", "table quittée")
_plant("tables.Change.to_table", "to table", "table rejointe", "host", "correspondent")
_plant("tables.Change.before", "before change", "comment étaient les tables avant un changement")
_plant("tables.Departure.table", "left table", "table de qui est parti avant la fin")
_plant("tables.Portrait.quarter", "quarter", "quartier qu’elle dit pour les tables", "herself")
_plant("tables.SilentWish.sealed", "sealed wish", "avec qui elle préfère ne pas s’asseoir")
_plant("tables.SilentWish.mark", "wish mark", "marque de ce souhait")
# Conversations
_plant("conversations.Thread.topic", "talk topic", "objet d’un fil de cercle secret", "circle")
_plant("conversations.Message.text", "said to host", "parole d’un échange avec qui anime ce cercle", "circle")
_plant("conversations.Message.text", "said among us", "parole d’un fil de ce cercle", "circle")
_plant("conversations.Message.text", "taken back", "parole retirée, lue par son auteur seul", "herself")
_plant(
    "conversations.Message.signed", "said signed", "signature d’une personne partie, dans ce fil", "circle"
)
_plant(
    "conversations.Message.withdrawn_why", "taken why", "pourquoi une parole de ce fil est retirée", "circle"
)
_plant("conversations.Message.once_key", "said once", "clé de double envoi")
_plant("conversations.Handover.where", "seen where", "où l’on se voit, pour finir cet échange", "circle")
_plant("conversations.Report.words", "report words", "ce que dit qui signale une parole", "circle")
_plant(
    "conversations.Introduction.why",
    "introduction why",
    "pourquoi une mise en relation est proposée",
    "herself",
    "opener",
)
_plant("conversations.Introduction.once_key", "introduction once", "clé de double envoi")
# Stories
_plant("wiki.Story.title", "untold title", "titre d’une histoire non publiée", "herself", "keeper")
_plant("wiki.Story.place_name", "untold place", "lieu de cette histoire", "herself", "keeper")
_plant("wiki.Sentence.words", "untold words", "phrase d’une histoire non publiée", "herself", "keeper")
_plant("wiki.Sentence.signed", "untold signed", "signature de cette phrase", "herself", "keeper")
_plant("wiki.Story.title", "circle story", "titre d’une histoire publiée d’un cercle secret", "circle")
_plant("wiki.Sentence.words", "circle words", "phrase de cette histoire", "circle")
_plant(
    "wiki.Photo.description",
    "photo description",
    "description d’une photo sans l’accord des personnes",
    "herself",
    "keeper",
)
_plant("wiki.Photo.image", "photo name", "nom du fichier de cette photo", "herself", "keeper")
_plant("wiki.Sentence.signed", "pen signed", "nom de plume sous une phrase publiée", "all")
# Letters: those who write them animate the whole place; none of the readers does.
_plant("newsletters.Letter.title", "draft letter", "titre d’une lettre qui n’est pas partie")
_plant("newsletters.Letter.once_key", "letter once", "clé de double envoi")
_plant("newsletters.Section.title", "draft section", "titre d’une rubrique de cette lettre")
_plant("newsletters.Section.words", "draft section words", "ce qu’on y écrit")
_plant(
    "newsletters.Letter.title", "members letter", "titre d’une lettre partie, montrée aux membres", "inside"
)
_plant("newsletters.Section.words", "members section", "ce que dit cette lettre", "inside")
_plant("newsletters.Section.words", "section taken out", "une rubrique retirée de cette lettre")
_plant("newsletters.Section.words", "letter sent only", "ce que dit une lettre qui n’a pas de page")
_plant("newsletters.Plan.title", "plan title", "titre de ce qui est programmé, pour qui ne le publie pas")
_plant("newsletters.Plan.reason", "plan reason", "pourquoi cela n’a pas été publié")
# A visit with friends: its pass alone opens it, and none of the readers holds it.
_plant("covisits.Visitor.first_name", "visitor name", "prénom dit pendant une visite à plusieurs")
_plant("covisits.CoVisit.begun_path", "visit path", "page où une visite a commencé")
_plant("covisits.Choice.why", "visit why", "pourquoi un choix de visite s’est arrêté")
_plant("covisits.ChoiceAnswer.name", "visit answer name", "nom dit pour s’inscrire ensemble")
_plant(
    "covisits.ChoiceAnswer.contact_address",
    "visit answer address",
    "coordonnée dite pour s’inscrire ensemble",
)
_plant("covisits.ChoiceAnswer.said", "visit answer said", "réponse à une question, dite pendant la visite")
_plant("covisits.ChoiceAnswer.child", "visit answer child", "le parent d’un enfant, dit pendant la visite")
_plant("covisits.ChoiceAnswer.trouble", "visit trouble", "pourquoi une personne n’a pas pu s’inscrire")
# What waits to be carried
_plant("courier.Edition.title", "edition title", "objet d’une lettre partie")
_plant("courier.Edition.text", "edition text", "texte d’une lettre partie")
_plant("courier.Edition.html", "edition page", "page d’une lettre partie")
_plant("courier.Dispatch.name", "mail to", "destinataire d’un message")
_plant("courier.Dispatch.address", "mail address", "adresse d’un message")
_plant("courier.Dispatch.title", "mail title", "objet d’un message")
_plant("courier.Dispatch.body", "mail body", "texte d’un message")
_plant("courier.Dispatch.link", "mail link", "lien d’un message")
_plant("courier.Dispatch.link_words", "mail link words", "bouton d’un message")
_plant("courier.Dispatch.reply_to", "mail reply", "adresse de réponse")
_plant("courier.Dispatch.signed_by", "mail signed", "qui a écrit un message")
_plant("courier.Dispatch.remark", "mail remark", "remarque sur un envoi")
_plant("courier.Dispatch.once_key", "mail once", "clé d’un envoi")
_plant("courier.Dispatch.name", "call to", "qui appeler", "correspondent")
_plant("courier.Dispatch.title", "call title", "pourquoi appeler", "correspondent")
_plant("courier.Dispatch.body", "call body", "que dire au téléphone", "correspondent")
_plant("courier.Dispatch.link", "call link", "lien joint à un appel")
# Who animates that meeting makes its calls, when the desk does not (their own page of calls).
_plant(
    "courier.Dispatch.title",
    "secret call title",
    "pourquoi appeler, pour une rencontre de cercle secret",
    "host",
)
_plant("courier.Dispatch.body", "secret call body", "que dire au téléphone, pour cette rencontre")
_plant(
    "courier.Dispatch.title",
    "secret call again",
    "pourquoi appeler, pour une inscription à cette rencontre",
    "host",
)
_plant("courier.Dispatch.calendar", "mail calendar", "partie d’un message pour les agendas")
_plant("courier.Received.sender", "answer from", "qui a envoyé un message à lire", "correspondent")
_plant("courier.TextQuestion.address", "text asked", "à quel numéro une question a été posée par texto")
_plant("courier.Received.title", "answer title", "objet d’un message à lire", "correspondent")
_plant("courier.Received.text", "answer text", "texte d’un message à lire", "correspondent")
_plant(
    "courier.Dispatch.title",
    "secret call ride",
    "pourquoi appeler, pour une voiture vers une rencontre de ce cercle",
)
_plant("courier.Dispatch.title", "secret call survey", "pourquoi appeler, pour des questions à ce cercle")
_plant("courier.Dispatch.title", "secret call poll", "pourquoi appeler, pour un sondage de ce cercle")
_plant("courier.Hold.reason", "hold", "pourquoi les messages sont retenus", "administrator")
_plant("desk.OpenCall.typed", "call on hold", "ce qui est écrit d’un appel en attente", "correspondent")
# The engine room
_plant("courier.Inbox.trouble", "box trouble", "panne de la boîte des réponses")
_plant("chronicle.Deed.details", "deed", "précisions d’un fait de la chronique")
_plant("kit.Schedule.failure", "job failure", "panne d’une tâche régulière")
_plant("kit.Schedule.holder", "job holder", "qui tient une tâche régulière")

_plant("meetings.Meeting.origin_url", "secret origin", "sa page chez qui l’organise", "circle")
_plant("federation.Source.name", "source name", "nom d’une source d’agenda", "administrator")
_plant(
    "federation.Source.address",
    "source address",
    "son adresse, qui peut ouvrir un agenda privé",
    "administrator",
)
_plant("federation.Source.failure", "source failure", "pourquoi elle ne se lit plus", "administrator")
_plant("federation.Source.file_name", "source file", "nom du fichier donné")
_plant("federation.Source.stored", "source stored", "nom du fichier gardé")
_plant("federation.Source.etag", "source etag", "marque de la dernière lecture")
_plant("federation.Source.modified", "source modified", "date de la dernière lecture")
_plant("federation.Reading.failure", "reading failure", "pourquoi une lecture a échoué", "administrator")
_plant("federation.Reading.notes", "reading notes", "ce qui n’a pas pu être lu", "administrator")
_plant(
    "federation.Imported.facts", "imported facts", "ce que dit l’agenda, avant d’être publié", "administrator"
)
_plant("federation.Imported.applied", "imported applied", "ce que disait l’agenda")
_plant("federation.Imported.uid", "imported uid", "nom de la rencontre dans l’agenda")
_plant("federation.Imported.name", "imported name", "nom de la rencontre dans nos agendas")

SECRETS = dict(_all)

# Text columns that hold no secret: words of ours, choices among a few, or what is for everyone.
OPEN = {
    "conversations.Thread.kind": "choix", "conversations.Thread.subject_kind": "mot technique", "conversations.Message.channel": "choix",
    "tables.CoffeeRing.rhythm": "choix", "tables.CoffeeWish.rhythm": "choix",
    "tables.Composition.state": "choix", "tables.Composition.households": "choix", "tables.Arrangement.kind": "choix",
    "tables.Change.kind": "choix", "tables.Round.unmet": "numéros", "tables.Composition.too_much": "numéros", "tables.Table.mix": "nombres", "tables.Portrait.trade": "choix dans une liste",
    "tables.Portrait.languages": "choix dans une liste", "tables.Portrait.declined": "choix dans une liste",
    "federation.SecretFeed.kind": "choix dans une liste",
    "community.Interest.name": "pour tous", "community.Interest.words": "mots du programme, pour tous",
    "newsletters.Letter.shown_to": "choix", "newsletters.Letter.audience": "numéros", "newsletters.Section.source": "mot technique",
    "newsletters.Section.keys": "numéros", "newsletters.Variant.key": "numéros", "newsletters.Plan.kind": "mot technique", "newsletters.Plan.state": "choix",
    "federation.Source.kind": "choix", "federation.Source.where": "choix", "federation.Source.state": "choix",
    "federation.Imported.aside": "choix", "federation.Imported.kept": "mots techniques",
    "community.Community.name": "pour tous", "community.Community.welcome": "pour tous",
    "community.Community.story": "pour tous", "community.Community.values": "pour tous",
    "community.Community.charter": "pour tous", "community.Community.logo": "pour tous",
    "community.Community.colour": "pour tous", "community.Community.tokens": "couleurs calculées",
    "community.Community.telephone": "pour tous", "community.Community.call_room": "pour tous", "community.Community.time_zone": "réglage",
    "community.Circle.joining": "choix", "community.Circle.publishing": "choix", "community.Switch.area": "réglage", "community.Place.opening_hours": "horaires, dans une forme fixe", "meetings.Booking.state": "choix",
    "members.Member.language": "choix", "members.Member.wish": "choix", "courier.Received.channel": "choix",
    "courier.TextQuestion.about": "mot technique", "courier.TextQuestion.choices": "numéros",
     "members.ContactPoint.kind": "choix", "members.Consent.purpose": "mot technique",
    "members.Consent.how": "choix", "members.JournalEntry.channel": "choix", "members.Import.state": "choix",
    "members.Import.made_circles": "numéros", "members.ImportLine.state": "choix", "members.ImportLine.reason": "choix",
    "members.ImportLine.twin": "choix", "members.ImportLine.choice": "choix", "members.ImportLine.added": "numéros",
    "members.FirstStep.step": "choix", "meetings.Meeting.kept_until": "choix", "meetings.Series.kept_until": "choix",
    "members.Role.kind": "choix", "members.Leaving.how": "choix", "members.Leaving.texts": "choix",
    "members.Mandate.scopes": "choix", "members.Mandate.how": "choix", "members.Mandate.ended_why": "choix",
    "members.MandateRequest.scopes": "choix", "members.MandateRequest.lasts": "choix", "members.Guardian.how": "choix",
    "members.Erasure.texts": "choix", "courier.Silence.digest": "empreinte", "courier.Setback.digest": "empreinte", "courier.LeftList.who": "empreinte",
    "courier.LeftList.list_id": "mot technique", "courier.Edition.enclosed": "fichiers joints, que nulle page ne montre",
    "courier.Attempt.outcome": "choix", "members.JournalEntry.role": "choix", "members.JournalEntry.reason": "choix",
    "members.CommonEntry.role": "choix", "members.CommonEntry.channel": "choix", "meetings.Meeting.mode": "choix", "meetings.Meeting.visibility": "choix",
    "meetings.Tap.kind": "choix dans une liste",
    "meetings.Meeting.publics": "choix", "meetings.Series.publics": "choix", "meetings.Series.other_days": "jours et heures",
    "meetings.Distinction.one": "numéros", "meetings.Distinction.other": "numéros", "meetings.Distinction.kinds": "mot technique",
    "community.Community.public_holidays": "réglage", "community.Community.school_zone": "réglage",
    "meetings.Series.rule": "règle de répétition", "meetings.Series.mode": "choix", "meetings.Series.visibility": "choix",
    "meetings.FeedbackQuestion.key": "mot technique", "meetings.FeedbackQuestion.kind": "choix", "meetings.FeedbackGuest.state": "choix",
    "members.Pace.says": "choix", "members.Pace.before": "choix", "members.Pace.after": "choix",
    "aid.Notice.direction": "choix", "aid.Notice.category": "choix", "aid.Notice.channel": "choix", "aid.NoticeEnd.why": "choix",
    "aid.HeldBack.doubts": "choix", "aid.HeldPurchase.doubts": "choix", "aid.PurchaseReview.verdict": "choix",
    "aid.HeldPurchase.before": "l’achat tel qu’on le connaît, pour dire ce qui change (tests/aid/test_purchases_held.py)",
    "aid.Review.verdict": "choix", "aid.Readiness.kinds": "choix", "aid.Readiness.channel": "choix",
    "aid.Wake.why": "choix", "aid.Volunteer.kinds": "choix", "aid.Volunteer.state": "choix", "aid.LookedAfter.says": "choix",
    "aid.LookedAfter.needs": "choix", "aid.BridgeSheet.lines": "numéros", "aid.Share.channel": "choix", "aid.FlowTable.figures": "chiffres à partir de cinq personnes",
    "aid.Partner.kind": "choix", "aid.Partner.title": "pour tous", "aid.Partner.why": "pour tous", "aid.Partner.url": "pour tous",
    "aid.Partner.where": "pour tous", "aid.Partner.hours": "pour tous", "aid.Partner.telephone": "pour tous",
    "rides.Car.channel": "choix", "rides.RideWish.channel": "choix", "rides.Ride.end": "choix", "rides.Ride.no_of": "choix",
    "aid.ExchangeEnd.why": "choix", "aid.Gift.direction": "choix", "aid.Gift.category": "choix",
    "covisits.CoVisit.code": "quatre chiffres, un quart d’heure (tests/covisits/test_visiting.py)",
    "covisits.Visitor.devices": "tirés au sort", "covisits.Choice.state": "choix", "covisits.ChoiceAnswer.contact_kind": "choix", "covisits.Heart.kind": "choix",
    "covisits.Leaning.says": "choix", "meetings.Registration.waits_with": "tirée au sort", "courier.DomainPace.digest": "empreinte",
    "ideas.Survey.audience": "choix", "ideas.SurveyQuestion.kind": "choix", "ideas.SurveyGuest.state": "choix",
    "meetings.DatePoll.audience": "choix", "meetings.DatePoll.state": "choix", "meetings.Respondent.contact_kind": "choix",
    "meetings.Respondent.channel": "choix", "meetings.DateAnswer.says": "choix",
    "meetings.Registration.state": "choix", "meetings.Reminder.kind": "choix", "meetings.Registration.channel": "choix", "courier.Dispatch.channel": "choix",
    "desk.TypedSheet.code": "code d’une feuille, sans secret", "desk.TypedSheet.kind": "choix", "desk.WeekSheet.meetings": "numéros",
    "courier.CallSheet.code": "code d’une feuille, sans secret", "courier.CallSheet.lines": "numéros",
    "courier.Received.key": "empreinte", "courier.Received.calendar": "réponse d’un agenda, jamais montrée", "courier.Received.purpose": "mot technique",
    "courier.Received.origin": "empreinte", "courier.Inbox.box": "empreinte",
    "courier.Received.state": "choix", "courier.Received.why": "choix", "courier.Dispatch.purpose": "mot technique", "courier.Dispatch.subject_kind": "mot technique",
    "courier.Dispatch.message_id": "tiré au sort", "courier.Dispatch.state": "choix", "chronicle.Cursor.name": "mot technique",
    "chronicle.Deed.verb": "mot technique", "chronicle.Deed.subject_kind": "mot technique",
    "chronicle.Encounter.gathering_kind": "mot technique", "kit.Schedule.name": "mot technique",
    "kit.SearchEntry.kind": "mot technique", "kit.SearchEntry.digest": "empreinte", "kit.SearchWord.word": "copie de ce qui se cherche",
    "kit.SearchWord.family": "copie de ce qui se cherche", "kit.SearchWord.start": "copie de ce qui se cherche",
}  # fmt: skip

HEAD = """# Qui voit quoi

Page écrite à partir de `tests/secrets/table.py` ; un essai la tient à jour.
Chaque ligne est une chose privée. La suite y place un mot que personne ne peut deviner.
Puis elle lit toutes les pages comme chaque lecteur, et compare avec ce tableau, dans les deux sens.

Ce qu’on n’a pas le droit de voir répond comme ce qui n’existe pas : même page, mêmes en-têtes, même travail.

"""


def page() -> str:
    """The reference page, in French."""
    shown = list(READERS)
    lines = [HEAD, "## Les lecteurs\n"]
    lines += [f"{number}. {words}" for number, words in enumerate(READERS.values(), 1)]
    lines += [
        "",
        "## Le tableau\n",
        f"| chose privée | colonne | {' | '.join(str(n + 1) for n in range(len(shown)))} |",
    ]
    lines.append("|---|---|" + ":-:|" * len(shown))
    for secret in SECRETS.values():
        marks = " | ".join("✓" if reader in secret.seen_by else "" for reader in shown)
        lines.append(f"| {secret.words} | `{secret.column}` | {marks} |")
    lines += ["", "## Colonnes sans secret\n", "| colonne | pourquoi |", "|---|---|"]
    lines += [f"| `{column}` | {why} |" for column, why in sorted(OPEN.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    from pathlib import Path

    Path("docs/reference/visibilite.md").write_text(page(), encoding="utf-8")
