"""The paths of the desk area."""

from django.urls import path

from parvis.desk.views import (
    answers,
    cards,
    data,
    doubts,
    first_steps,
    home,
    mandates,
    people,
    polls,
    reaching,
    typing,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("personnes/", home.callers, name="people"),
    path("personnes/<int:pk>/", people.show, name="person"),
    path("personnes/<int:pk>/ouverture/", people.opening, name="opening"),
    path("personnes/<int:pk>/inscriptions/", people.registrations, name="registrations"),
    path(
        "personnes/<int:pk>/inscriptions/<int:registration_pk>/annulation/",
        people.cancellation,
        name="cancellation",
    ),
    path("personnes/<int:pk>/sondages/<int:poll_pk>/", polls.answer, name="poll"),
    path("personnes/<int:pk>/code/", people.code, name="code"),
    path("personnes/<int:pk>/carte/", cards.show, name="card"),
    path("personnes/<int:pk>/carte/perte/", cards.loss, name="card_loss"),
    path("cartes/", cards.sheet, name="cards"),
    path("personnes/<int:pk>/premiers-pas/", first_steps.show, name="first_steps"),
    path("personnes/<int:pk>/premiers-pas/joindre/", first_steps.reaching, name="first_steps_reaching"),
    path("personnes/<int:pk>/premiers-pas/<str:step>/", first_steps.step, name="first_step"),
    path("premiers-pas/", first_steps.paper, name="first_steps_paper"),
    path("personnes/<int:pk>/donnees/", data.copy, name="data"),
    path("personnes/<int:pk>/depart/", data.departure, name="departure"),
    path("personnes/<int:pk>/mandat/", mandates.mandate, name="mandate"),
    path("personnes/<int:pk>/mandat/fin/", mandates.end, name="mandate_end"),
    path("departs/", data.departures, name="departures"),
    path("departs/<int:pk>/retour/", data.return_, name="return"),
    path("personnes/<int:pk>/ce-qui-est-recu/", reaching.edit, name="reaching"),
    path("textos-en-doute/", doubts.index, name="doubts"),
    path("textos-en-doute/<int:pk>/", doubts.settle, name="doubt"),
    path("messages/", answers.index, name="answers"),
    path("messages/<int:pk>/lecture/", answers.reading, name="answer_read"),
    path("saisie/", typing.index, name="typing"),
    path("saisie/<str:code>/", typing.sheet, name="typing_sheet"),
    path("appels/prise/", home.taken, name="calls_taken"),
    path("appels/<int:pk>/", home.answer, name="call"),
]
