"""The addresses of visiting together."""

from django.urls import path

from parvis.covisits.views import beside, beside_entry, beside_helping, choice, joining, liked, visit

app_name = "covisits"
urlpatterns = [
    path("cote-a-cote/", beside.index, name="beside"),
    path("cote-a-cote/commencer/", beside_entry.start, name="beside_start"),
    path("cote-a-cote/deuxieme/", beside_entry.second, name="beside_second"),
    path("cote-a-cote/chiffres/", beside_entry.code, name="beside_code"),
    path("cote-a-cote/qui/", beside_entry.which, name="beside_which"),
    path("cote-a-cote/encore/", beside_entry.still, name="beside_still"),
    path("cote-a-cote/fin/", beside_entry.end, name="beside_end"),
    path("cote-a-cote/rencontre/<int:pk>/", beside.meeting, name="beside_meeting"),
    path("cote-a-cote/rencontre/<int:pk>/venir/", beside.coming, name="beside_coming"),
    path("cote-a-cote/rencontre/<int:pk>/annuler/", beside.going, name="beside_going"),
    path("cote-a-cote/annonce/nouvelle/", beside_helping.publishing, name="beside_publishing"),
    path("cote-a-cote/annonce/<int:pk>/aider/", beside_helping.helping, name="beside_helping"),
    path("cote-a-cote/reponses/<int:number>/", beside_helping.words, name="beside_words"),
    path("cote-a-cote/annonce/<int:pk>/", beside.notice, name="beside_notice"),
    path("visite/", visit.show, name="visit"),
    path("visite/commencer/", visit.begin, name="begin"),
    path("visite/rejoindre/", joining.by_digits, name="join"),
    path("visite/rejoindre/<str:token>/", joining.by_link, name="join_by_link"),
    path("visite/code/", visit.renew, name="renew"),
    path("visite/prenom/", visit.name, name="name"),
    path("visite/depart/", visit.leave, name="leave"),
    path("visite/sans/<int:pk>/", visit.show_out, name="show_out"),
    path("visite/barre/", visit.bar, name="bar"),
    path("visite/coeur/", liked.heart, name="heart"),
    path("visite/envoi/", liked.sent, name="send"),
    path("visite/dates/", liked.dates, name="dates"),
    path("visite/choix/", choice.show, name="choice"),
    path("visite/choix/reponse/", choice.answer, name="answer"),
    path("visite/choix/attente/", choice.waiting, name="wait"),
    path("visite/choix/sans-attendre/", choice.go_on, name="go_without"),
    path("visite/choix/abandon/", choice.dropped, name="drop"),
]
