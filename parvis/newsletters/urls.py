"""The addresses of newsletters."""

from django.urls import path

from parvis.newsletters.views import choosing, departing, interests, letters, plans, previewing, reading

app_name = "newsletters"
_LETTER, _PLAN = "lettres/<int:pk>/", "publications/<int:pk>/"
_SECTION = f"{_LETTER}rubriques/<int:section_pk>/"
urlpatterns = [
    path("lettres/", letters.index, name="letters"),
    path("lettres/ecrire/", reading.index, name="writing"),
    path("lettres/interets/", interests.index, name="interests"),
    path("lettres/interets/<int:pk>/", interests.edit, name="interest"),
    path("lettres/interets/<int:pk>/retrait/", interests.withdrawal, name="interest_withdrawal"),
    path("mon-espace/interets/<int:pk>/", interests.mine, name="my_interest"),
    path(_LETTER, letters.show, name="letter"),
    path(f"{_LETTER}papier.pdf", previewing.paper, name="paper"),
    path(f"{_LETTER}relire/", reading.show, name="reading"),
    path(f"{_LETTER}titre/", reading.title, name="title"),
    path(f"{_LETTER}rubriques/", reading.addition, name="addition"),
    path(_SECTION, reading.section, name="section"),
    path(f"{_SECTION}place/", reading.place, name="section_place"),
    path(f"{_SECTION}programme/", reading.filling, name="section_filling"),
    path(f"{_LETTER}choisir/", choosing.show, name="choosing"),
    path(f"{_LETTER}personnes/", choosing.people, name="people"),
    path(f"{_LETTER}programmer/", departing.programming, name="programming"),
    path(f"{_LETTER}depart/", departing.show, name="departure"),
    path(f"{_LETTER}rappel/", departing.calling_back, name="calling_back"),
    path(f"{_LETTER}apercu/", previewing.show, name="preview"),
    path(f"{_LETTER}apercu/mail/", previewing.mail, name="preview_mail"),
    path("publications/", plans.index, name="plans"),
    path("publications/nouvelle/", plans.new, name="new_plan"),
    path(_PLAN, plans.show, name="plan"),
    path(f"{_PLAN}annulation/", plans.calling_off, name="plan_calling_off"),
    path(f"{_PLAN}publication/", plans.doing, name="plan_doing"),
]
