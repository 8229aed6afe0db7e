"""`parvis`: the commands of those who run a place. French help, examples first, plain errors.

The declarations below are also the reference page (docs/reference/commandes.md, kept in step by a
test). Exit codes: 0 done, 1 not done, 2 not understood, 130 interrupted.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module

import django
from django.db import OperationalError

from config import environment, speaking
from config.asking import Argument, Command, Option, Stop, ask
from parvis.kit import breakdowns
from parvis.kit.refusals import Refusal

DRY_RUN = Option("--dry-run", "--essai", "Tout montrer, ne rien écrire.")
YES = Option("--yes", "--oui", "Ne pas demander confirmation.")
JSON = Option("--json", "", "Répondre en JSON, pour un autre programme.")

COMMANDS = [
    Command(
        "serve",
        "demarrer",
        "Ouvrir le lieu : pages, courrier et rappels, en une commande.",
        [
            ("parvis serve", "ouvrir le lieu du dossier ./data, sur le port 8000"),
            ("PARVIS_DATA=/srv/parvis PARVIS_PORT=8080 parvis serve", "un autre dossier, un autre port"),
        ],
        "Dans un dossier vide, le lieu est créé. L’adresse de la première page s’affiche alors.\n"
        "Ctrl-C ferme tout.",
    ),
    Command(
        "demo",
        "",
        "Ouvrir un village de démonstration, avec un lien d’entrée pour chaque rôle.",
        [
            ("parvis demo", "le village du dossier ./demo-data, sur le port 8000"),
            ("PARVIS_PORT=8001 parvis demo", "sur un autre port"),
        ],
        "Le village est à part : votre lieu n’est jamais touché.",
        defaults={"PARVIS_DATA": "./demo-data", "PARVIS_MAIL_REPLIES": "r@localhost"},
    ),
    Command(
        "settings",
        "reglages",
        "Montrer chaque réglage : sa valeur, d’où elle vient, ce qu’elle veut dire.",
        [("parvis settings", "tous les réglages"), ("parvis reglages --json", "les mêmes, en JSON")],
        "Les secrets ne sont jamais montrés.",
        options=[JSON],
        needs_place=False,
    ),
    Command(
        "upgrade",
        "mettre-a-jour",
        "Mettre le lieu à jour, après une sauvegarde ; rien ne change si quelque chose échoue.",
        [
            ("parvis upgrade --dry-run", "dire ce qui serait changé"),
            ("parvis mettre-a-jour", "sauvegarder, changer les tables, ouvrir quelques pages, garder"),
        ],
        "Installez d’abord la nouvelle version, lieu fermé.\n"
        "Arrêtée au milieu, même de force, elle laisse le lieu comme avant. Recommencez.",
        options=[DRY_RUN, JSON],
    ),
    Command(
        "doctor",
        "diagnostic",
        "Dire si le lieu va bien, et quoi taper sinon.",
        [
            ("parvis doctor", "tout regarder : disque, droits, base, courrier, noms, HTTPS"),
            ("parvis diagnostic --offline --json", "cette machine seule, pour un autre programme"),
        ],
        "✓ va bien, ! à regarder, ✗ cassé. Le code de sortie est 1 si quelque chose est cassé.",
        options=[Option("--offline", "--hors-ligne", "N’appeler personne d’autre."), JSON],
    ),
    Command(
        "code",
        "",
        "Donner un code d’entrée à une personne, quand le courrier ne marche pas.",
        [
            ("parvis code Jeanne Martin", "six chiffres à lui lire au téléphone"),
            ("parvis code KL4072 --json", "par le code de sa carte"),
        ],
        "Le code sert une fois, pendant vingt minutes.",
        arguments=[
            Argument("name", "nom", "Le nom de la personne, ou le code de sa carte.", may_have_spaces=True)
        ],
        options=[JSON],
    ),
    Command(
        "receive",
        "recevoir",
        "Prendre un message reçu, donné sur l’entrée standard.",
        [
            ("parvis receive < reponse.eml", "lire une réponse gardée dans un fichier"),
            ("| /usr/bin/parvis recevoir", "dans un alias du serveur de courrier, pour chaque message"),
        ],
        "Une réponse d’agenda change l’inscription. Ce que personne ne comprend attend à la permanence.\n"
        "Le code de sortie est 0, ou 75 si le message est à redonner plus tard.",
        exit_code=75,
    ),
    Command(
        "import",
        "importer",
        "Accueillir les membres d’un tableau : CSV, XLSX ou ODS.",
        [
            ("parvis import membres.csv --dry-run", "lire le fichier et dire ce qui serait fait"),
            ("parvis importer membres.xlsx", "montrer, demander, puis écrire"),
            ("parvis import membres.csv --yes --json", "depuis un autre programme"),
        ],
        "Personne ne reçoit de message avant « Inviter ». L’import s’annule pendant 30 jours, aux coulisses.",
        arguments=[Argument("file", "fichier", "Le tableau à lire.")],
        options=[DRY_RUN, YES, JSON],
    ),
    Command(
        "export",
        "exporter",
        "Emporter la communauté en une archive qui se lit sans Parvis.",
        [
            ("parvis export", "l’archive du jour, dans le dossier présent"),
            ("parvis exporter /media/cle/village.zip", "sous ce nom"),
        ],
        "Pages, tableaux, calendrier, photos ; ce qui est privé est à part, dans prive/.\n"
        "Pour rendre un lieu, c’est `parvis backup` qu’il faut.",
        arguments=[Argument("file", "fichier", "Le nom de l’archive.", is_optional=True)],
        options=[JSON],
    ),
    Command(
        "backup",
        "sauvegarder",
        "Sauvegarder tout le lieu dans un seul fichier, même pendant qu’il sert.",
        [
            ("parvis backup", "dans le dossier des sauvegardes"),
            ("parvis sauvegarder /media/cle-usb/parvis.parvis", "sous le nom voulu"),
            ("parvis backup --dry-run", "dire la place qu’il faut, ne rien écrire"),
        ],
        "Le fichier contient la base, les photos et la clé des signatures.\nGardez-le comme une liste"
        " de membres.",
        arguments=[
            Argument("file", "fichier", "Où écrire. Sans lui : le dossier des sauvegardes.", is_optional=True)
        ],
        options=[DRY_RUN, JSON],
    ),
    Command(
        "verify",
        "verifier",
        "Relire une sauvegarde en entier : chaque octet, chaque ligne, chaque lien.",
        [
            ("parvis verify", "la dernière sauvegarde"),
            ("parvis verifier parvis-2026-11-22-0300.parvis", "celle-ci"),
        ],
        "Rien n’est écrit. Code de sortie 1 si la sauvegarde est abîmée.",
        arguments=[Argument("file", "fichier", "La sauvegarde. Sans elle : la dernière.", is_optional=True)],
        options=[JSON],
    ),
    Command(
        "restore",
        "restaurer",
        "Rendre un lieu à partir de sa sauvegarde.",
        [
            ("parvis restore parvis-2026-11-22-0300.parvis --dry-run", "dire ce qui serait fait"),
            ("parvis restaurer parvis-2026-11-22-0300.parvis", "dans un dossier vide"),
            (
                "parvis restore parvis-2026-11-22-0300.parvis --yes",
                "à la place du lieu présent, gardé à part",
            ),
        ],
        "Le lieu doit être fermé. Un lieu présent est d’abord sauvegardé.\n"
        "Aucun ancien message ne part : le courrier attend votre accord, aux coulisses.",
        arguments=[Argument("file", "fichier", "La sauvegarde.")],
        options=[DRY_RUN, YES, JSON],
    ),
    Command(
        "move",
        "demenager",
        "Déménager le lieu d’une base à une autre : de SQLite à PostgreSQL, ou retour.",
        [
            ("parvis move --to postgres://parvis@%2Fvar%2Frun%2Fpostgresql/parvis", "vers PostgreSQL, ici"),
            (
                "parvis demenager --vers /etc/parvis-base",
                "l’adresse est dans un fichier, avec son mot secret",
            ),
        ],
        "Le lieu doit être fermé. L’ancienne base reste telle quelle.\n"
        "Chaque ligne est relue de l’autre côté. À la fin, un seul réglage est à changer.",
        options=[
            Option(
                "--to", "--vers", "Où aller : une adresse, ou un fichier qui la contient.", value="adresse"
            ),
            DRY_RUN,
            JSON,
        ],
    ),
]


def _stand_up(command: Command) -> None:
    """Make Django ready on the data folder the command is about."""
    for name, value in command.defaults.items():
        environment.default(name, value)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.umask(0o077)  # a database of members is nobody else's to read
    try:
        django.setup()
    except PermissionError as refused:
        folder = environment.read("PARVIS_DATA")
        raise Stop(
            f"Je ne peux pas écrire dans {refused.filename}.",
            f"sudo chown -R $(id -un) {folder}",
        ) from refused
    except ValueError as wrong:
        raise Stop(f"Un réglage ne se lit pas : {wrong}", "parvis settings") from wrong


def _run(arguments: Sequence[str]) -> int:
    command, asked = ask(COMMANDS, arguments)
    if command is None:
        return 0
    try:
        return _act(command, asked)
    except Stop as stop:
        stop.exit_code = command.exit_code if stop.exit_code == 1 else stop.exit_code
        raise


def _act(command: Command, asked: Namespace) -> int:
    if command.needs_place:
        _stand_up(command)
    module = import_module(f"config.commands.{command.module}")
    try:
        return int(module.run(asked))
    except Refusal as refusal:
        raise Stop(refusal.reason, f"parvis {command.name} --help") from refusal
    except (OSError, OperationalError) as failure:
        raise _told(failure) from failure


def _told(failure: OSError | OperationalError) -> Stop | OSError:
    """A disk that is full or takes no writing, a database that is away: in words, with what to type next."""
    breakdown, folder = breakdowns.kind_of(failure), environment.read("PARVIS_DATA")
    if breakdown is breakdowns.FULL:
        return Stop(f"Le disque de {folder} est plein. Rien n’a été écrit.", f"df -h {folder}")
    if breakdown is breakdowns.READ_ONLY:
        return Stop(f"Je ne peux pas écrire dans {folder}.", f"findmnt -T {folder}")
    if isinstance(failure, OSError):
        return failure
    return Stop(f"La base de données ne répond pas : {failure}", "parvis settings")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (that of this process by default); the exit code."""
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except Stop as stop:
        speaking.refuse(stop.words, stop.next_command)
        return stop.exit_code
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
