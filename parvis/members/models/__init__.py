from parvis.members.models.chosen_interest import ChosenInterest
from parvis.members.models.common_entry import CommonEntry
from parvis.members.models.consent import Consent
from parvis.members.models.contact_point import ContactPoint
from parvis.members.models.first_step import FirstStep
from parvis.members.models.guardian import Guardian
from parvis.members.models.import_line import ImportLine
from parvis.members.models.journal_entry import JournalEntry
from parvis.members.models.leaving import Erasure, Leaving, Texts
from parvis.members.models.list_import import Import
from parvis.members.models.mandate import Lasts, Mandate, MandateRequest, Scope
from parvis.members.models.member import Member, PenName, Wish
from parvis.members.models.membership import Membership
from parvis.members.models.pace import Pace, Says
from parvis.members.models.passkey import Passkey
from parvis.members.models.personal_number import PersonalNumber
from parvis.members.models.removal import Removal
from parvis.members.models.role import Role
from parvis.members.models.sign_in_code import SignInCode
from parvis.members.models.suspension import Suspension
from parvis.members.models.turned_name import TurnedName

__all__ = [
    "ChosenInterest",
    "CommonEntry",
    "Consent",
    "ContactPoint",
    "Erasure",
    "FirstStep",
    "Guardian",
    "Import",
    "ImportLine",
    "JournalEntry",
    "Lasts",
    "Leaving",
    "Mandate",
    "MandateRequest",
    "Member",
    "Membership",
    "Pace",
    "Passkey",
    "PenName",
    "PersonalNumber",
    "Removal",
    "Role",
    "Says",
    "Scope",
    "SignInCode",
    "Suspension",
    "Texts",
    "TurnedName",
    "Wish",
]
