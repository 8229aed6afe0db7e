"""What somebody says of themselves to be mixed: each answer is theirs to give, and to take back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.members.models import Member


class Attribute(models.TextChoices):
    """What tables may be mixed by."""

    AGE = "age", _("my age")
    QUARTER = "quarter", _("where I live")
    TRADE = "trade", _("what I do")
    LANGUAGES = "languages", _("my languages")
    SENIORITY = "seniority", _("how long I have been a member")
    ROLE = "role", _("the role I hold here")


class Trade(models.TextChoices):
    SCHOOL = "school", _("I study, or learn a trade")
    LAND = "land", _("The land, animals, the sea")
    HANDS = "hands", _("A craft, building, industry")
    TRADE = "trade", _("A shop, a café, transport")
    CARE = "care", _("Care, help at home")
    TEACHING = "teaching", _("Teaching, children, culture")
    OFFICE = "office", _("An office, the administration")
    HOME = "home", _("My family, my house")
    SEEKING = "seeking", _("I am looking for work")
    RETIRED = "retired", _("I am retired")


class Language(models.TextChoices):
    """Sixteen at most: the engine keeps one bit for each."""

    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    SPANISH = "es", _("Spanish")
    PORTUGUESE = "pt", _("Portuguese")
    ITALIAN = "it", _("Italian")
    GERMAN = "de", _("German")
    TURKISH = "tr", _("Turkish")
    UKRAINIAN = "uk", _("Ukrainian")
    RUSSIAN = "ru", _("Russian")
    POLISH = "pl", _("Polish")
    CHINESE = "zh", _("Chinese")
    PERSIAN = "fa", _("Persian, Dari")
    TAMIL = "ta", _("Tamil")
    WOLOF = "wo", _("Wolof, Bambara")
    SIGNS = "sgn", _("French sign language")


class Age(models.IntegerChoices):
    """Bands in order: two people differ the more the further apart they are."""

    YOUNG = 0, _("Under 25")
    TWENTIES = 1, _("25 to 39")
    FORTIES = 2, _("40 to 54")
    FIFTIES = 3, _("55 to 69")
    SEVENTIES = 4, _("70 to 84")
    ELDERS = 5, _("85 or more")


class Portrait(models.Model):
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="portrait")
    age = models.PositiveSmallIntegerField(choices=Age.choices, null=True)
    quarter = models.CharField(max_length=60, blank=True)  # as the person says it: « le port »
    trade = models.CharField(max_length=8, choices=Trade.choices, blank=True)
    languages = models.JSONField(default=list)  # codes of `Language`, in its order
    needs_easy_table = models.BooleanField(default=False)  # no step, room for a chair
    declined = models.JSONField(default=list)  # names of `Attribute` they are not mixed by
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"portrait of {self.member_id}"


class SilentWish(models.Model):
    """« Pas avec cette personne ». Whom it is about is sealed: no page of others says it."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    sealed = models.CharField(max_length=200)  # whom, readable by the engine and by who wrote it
    mark = models.CharField(max_length=64, unique=True)  # so that the same wish is there once
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"a wish of {self.member_id}"
