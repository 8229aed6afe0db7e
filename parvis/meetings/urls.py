"""The paths of the meetings area."""

from django.urls import path

from parvis.meetings.views import (
    agenda,
    changing,
    closing,
    erasing,
    here,
    meeting,
    organising,
    programme,
    proposing,
    registration,
    room,
)

app_name = "meetings"
urlpatterns = [
    path("r/<int:pk>", programme.short, name="short"),
    path("r/<int:pk>/", programme.short, name="short_with_slash"),
    path("rencontres/", programme.index, name="programme"),
    path("rencontres/<int:year>/<int:month>/", programme.month, name="month"),
    path("rencontres/proposer/", proposing.new, name="propose"),
    path("rencontres/je-suis-la/", here.new, name="here"),
    path("rencontres/<int:pk>/", meeting.show, name="meeting"),
    path("rencontres/<int:pk>/agenda.ics", agenda.show, name="agenda_file"),
    path("rencontres/<int:pk>/inscription/", registration.create, name="registrations"),
    path("rencontres/<int:pk>/modifier/", changing.edit, name="change"),
    path("rencontres/<int:pk>/refaire/", proposing.again, name="again"),
    path("rencontres/<int:pk>/publication/", proposing.publication, name="publication"),
    path("rencontres/<int:pk>/annulation/", changing.cancellation, name="cancellation"),
    path("rencontres/<int:pk>/maintien/", changing.restoration, name="restoration"),
    path("rencontres/<int:pk>/depart/", here.leaving, name="leaving"),
    path("rencontres/<int:pk>/organiser/", organising.show, name="organise"),
    path("rencontres/<int:pk>/organiser/feuille/", organising.sheet, name="sheet"),
    path("rencontres/<int:pk>/organiser/reponses/", organising.answers, name="answers"),
    path("rencontres/<int:pk>/organiser/liste.csv", organising.list_file, name="list_file"),
    path("rencontres/<int:pk>/places/<int:registration_pk>/", organising.given_seat, name="given_seat"),
    path("rencontres/<int:pk>/salle/", room.show, name="room"),
    path("rencontres/<int:pk>/salle/arrivees/", room.arrivals, name="arrivals"),
    path("rencontres/<int:pk>/salle/arrivees/<int:arrival_pk>/retrait/", room.undone, name="undo_arrival"),
    path("rencontres/<int:pk>/apres/", closing.show, name="closing"),
    path("inscriptions/<str:token>/", registration.show, name="registration"),
    path("inscriptions/<str:token>/annulation/", registration.withdrawal, name="withdrawal"),
    path("inscriptions/<str:token>/effacement/", erasing.erasing, name="erasing"),
    path("inscriptions/<str:token>/nombre/", registration.party, name="party"),
    path("inscriptions/<str:token>/reponse/", registration.reply, name="answer"),
]
