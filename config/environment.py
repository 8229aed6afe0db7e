"""Every variable Parvis reads from its environment: name, type, default, meaning.

`parvis settings` and the reference page are made from this list; nothing else in the
code reads the environment. Each secret may also be given as a file: NAME_FILE.
"""

import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from parvis.kit.durable import write_whole


@dataclass(frozen=True)
class Variable:
    name: str
    default: str
    meaning: str  # in French: people who run a place read it
    read: Callable[[str], Any] = str
    is_secret: bool = False

    def value(self) -> Any:
        """The typed value: the environment's, else NAME_FILE's content, else the default."""
        text = os.environ.get(self.name)
        if text is None and (path := os.environ.get(f"{self.name}_FILE")):
            text = Path(path).read_text(encoding="utf-8").strip()
        return self.read(self.default if text is None else text)


def _folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _flag(text: str) -> bool:
    return text.strip().lower() in {"1", "yes", "oui", "true", "vrai"}


def _hours(text: str) -> float:
    """Hours, at most two days. ValueError for anything else."""
    hours = float(text.strip().replace(",", ".") or 2)
    if not 0 < hours <= 48:
        raise ValueError("PARVIS_CALLS_WARN_HOURS: write a number of hours, between 0 and 48")
    return hours


def _count(least: int, most: int) -> Callable[[str], int]:
    """A whole number between these. ValueError for anything else."""

    def read(text: str) -> int:
        number = int(text.strip() or least)
        if not least <= number <= most:
            raise ValueError(f"write a whole number, between {least} and {most}")
        return number

    return read


def _selector(text: str) -> str:
    """The name of a key in the names of the domain, or « relais ». ValueError for anything else."""
    selector = text.strip().lower()
    if selector and not re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?", selector):
        raise ValueError("PARVIS_DKIM: write small letters and digits, such as parvis, or relais")
    return selector


def _mailbox(text: str) -> str:
    """One address of mail, or nothing. ValueError for anything else."""
    address = text.strip()
    if address and not re.fullmatch(r"[A-Za-z0-9._-]{1,20}@[A-Za-z0-9.-]{1,200}", address):
        raise ValueError("PARVIS_MAIL_REPLIES: write one short e-mail address, without a +")
    return address


def _door_secret(text: str) -> str:
    """A secret that stands in an address: long, and of signs an address takes as they are."""
    secret = text.strip()
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{20,100}", secret):
        raise ValueError("PARVIS_SMS_INCOMING, PARVIS_MAIL_INCOMING: write 20 to 100 letters and digits")
    return secret


def _contact(text: str) -> str:
    """An address of mail or a page as RFC 9116 writes it. ValueError when it is neither."""
    contact = text.strip()
    if contact and (not contact.isprintable() or " " in contact):
        raise ValueError("PARVIS_SECURITY_CONTACT: write one e-mail address, or the https address of a page")
    if not contact or contact.startswith(("https://", "mailto:", "tel:")):
        return contact
    if "@" not in contact or ":" in contact:
        raise ValueError("PARVIS_SECURITY_CONTACT: write one e-mail address, or the https address of a page")
    return f"mailto:{contact}"


VARIABLES = {
    variable.name: variable
    for variable in [
        Variable(
            "PARVIS_DATA", "./data", "Dossier qui contient tout : base, photos, secrets, courrier.", _folder
        ),
        Variable("PARVIS_PORT", "8000", "Port d’écoute.", int),
        Variable("PARVIS_HOST", "127.0.0.1", "Adresse d’écoute. 0.0.0.0 pour ouvrir au réseau."),
        Variable("PARVIS_ADDRESS", "", "Adresse publique, par exemple https://parvis.exemple.fr."),
        Variable(
            "PARVIS_DATABASE", "", "URL de la base. Vide : SQLite dans le dossier de données.", is_secret=True
        ),
        Variable(
            "PARVIS_MAIL",
            "",
            "Envoi du courrier : smtp://… ou smtps://…. Vide : fichiers dans le dossier.",
            is_secret=True,
        ),
        Variable("PARVIS_MAIL_FROM", "", "Adresse d’expédition du courrier."),
        Variable(
            "PARVIS_MAIL_REPLIES",
            "",
            "Boîte qui prend les réponses, par exemple r@exemple.fr. Vide : aucune réponse n’est demandée.",
            _mailbox,
        ),
        Variable(
            "PARVIS_MAIL_BOX",
            "",
            "Boîte relevée par IMAP : imaps://nom@serveur/INBOX. Vide : aucune boîte n’est relevée.",
            str.strip,
            is_secret=True,
        ),
        Variable(
            "PARVIS_MAIL_BOX_PASSWORD",
            "",
            "Mot de passe de cette boîte, s’il n’est pas dans son adresse.",
            is_secret=True,
        ),
        Variable(
            "PARVIS_MAIL_INCOMING",
            "",
            "Secret de l’adresse /courrier/entrant/SECRET/ des messages reçus. Vide : elle n’existe pas.",
            _door_secret,
            is_secret=True,
        ),
        Variable(
            "PARVIS_MAIL_PACE",
            "300",
            "Messages par minute vers un même domaine (orange.fr…), au plus. 0 : sans limite.",
            _count(0, 1_000_000),
        ),
        Variable(
            "PARVIS_MAIL_CONNECTIONS",
            "4",
            "Connexions au serveur de courrier en même temps, quand beaucoup de messages partent.",
            _count(1, 20),
        ),
        Variable(
            "PARVIS_DKIM",
            "",
            "Signature DKIM : le nom de la clé, par exemple parvis ; « relais » si votre relais signe déjà.",
            _selector,
        ),
        Variable(
            "PARVIS_SMS",
            "",
            "Adresse https de la passerelle de textos. Vide : aucun texto, on téléphone.",
            is_secret=True,
        ),
        Variable(
            "PARVIS_SMS_SHAPE",
            "simple",
            "Forme des demandes : simple, telephone, formulaire, liste, json {…} ou form a={to}&b={text}.",
        ),
        Variable("PARVIS_SMS_TOKEN", "", "Jeton, ou « nom:mot de passe », de la passerelle.", is_secret=True),
        Variable(
            "PARVIS_SMS_HEADER",
            "",
            "En-tête qui porte le jeton. Vide : celui de la forme, comme Authorization: Bearer {token}.",
        ),
        Variable(
            "PARVIS_SMS_FROM", "", "Nom ou numéro d’où partent les textos, si la passerelle le demande."
        ),
        Variable(
            "PARVIS_SMS_INCOMING",
            "",
            "Secret de l’adresse /sms/entrant/SECRET/ des textos reçus. Vide : elle n’existe pas.",
            _door_secret,
            is_secret=True,
        ),
        Variable(
            "PARVIS_MAIL_AUTHSERV_ID",
            "",
            "Nom par lequel votre serveur de courrier signe ses lignes « Authentication-Results ».",
            str.strip,
        ),
        Variable(
            "PARVIS_CALLS_WARN_HOURS",
            "2",
            "Appels que personne ne passe : combien d’heures avant, une personne est prévenue.",
            _hours,
        ),
        Variable("PARVIS_REDIS", "", "URL de Redis, seulement avec plusieurs processus.", is_secret=True),
        Variable(
            "PARVIS_SECURITY_CONTACT",
            "",
            "Courriel ou page https où signaler une faille. Paraît dans /.well-known/security.txt.",
            _contact,
        ),
        Variable(
            "PARVIS_TRUSTED_PROXIES",
            "",
            "Adresses des mandataires de confiance, séparées par des virgules.",
            _list,
        ),
        Variable(
            "PARVIS_METRICS_TOKEN",
            "",
            "Jeton qui ouvre /sante/mesures. Vide : la page n’existe pas.",
            is_secret=True,
        ),
        Variable(
            "PARVIS_OUTSIDE_ALLOW",
            "",
            "Hôtes privés qu’un agenda peut nommer : agenda.mairie.lan, 10.0.0.5:8080. Vide : aucun.",
            _list,
        ),
        Variable("PARVIS_ACCESS_LOG", "", "Une ligne de journal par page servie, sans personne.", _flag),
        Variable("PARVIS_SECRET_KEY", "", "Clé des signatures. Créée au premier démarrage.", is_secret=True),
        Variable(
            "PARVIS_BACKUP_FOLDER",
            "",
            "Dossier des sauvegardes. Vide : « sauvegardes » dans le dossier de données.",
        ),
        Variable(
            "PARVIS_BACKUP_KEEP",
            "7 4 12",
            "Sauvegardes gardées : combien de jours, de semaines, de mois. La plus récente reste toujours.",
        ),
        Variable(
            "PARVIS_BACKUP_KEY",
            "",
            "Clé publique age (age1…) : elle ferme les sauvegardes, sans pouvoir les ouvrir.",
        ),
        Variable(
            "PARVIS_BACKUP_PASSPHRASE",
            "",
            "Phrase secrète qui ferme et ouvre les sauvegardes, sans clé publique.",
            is_secret=True,
        ),
        Variable(
            "PARVIS_BACKUP_IDENTITY",
            "",
            "Clé privée age, pour vérifier et restaurer seulement.",
            is_secret=True,
        ),
        Variable("PARVIS_DEBUG", "", "Pour développer seulement.", _flag),
    ]
}


def secret_files() -> list[Path]:
    """The files secrets are read from, as the environment names them."""
    given = [os.environ.get(f"{variable.name}_FILE") for variable in VARIABLES.values() if variable.is_secret]
    return [Path(path) for path in given if path]


def default(name: str, value: str) -> None:
    """For this run only, another default of a declared variable (the environment still wins)."""
    VARIABLES[name] = replace(VARIABLES[name], default=value)


def origin(name: str) -> str:
    """Where the value of a declared variable comes from: "environment", "file" or "default"."""
    if name in os.environ:
        return "environment"
    return "file" if os.environ.get(f"{name}_FILE") else "default"


def read(name: str) -> Any:
    """The typed value of a declared variable. KeyError when it is not declared."""
    return VARIABLES[name].value()


def secret_key(data: Path) -> str:
    """The signing key: given, or made once and kept in the data folder (owner may read)."""
    if given := read("PARVIS_SECRET_KEY"):
        return str(given)
    path = data / "secrets" / "key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):  # another process was faster: its key is ours
            write_whole(path, [secrets.token_urlsafe(50).encode()])
    return path.read_text().strip()
