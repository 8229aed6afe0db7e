"""The addresses of rides: behind one's own pass."""

from django.urls import path

from parvis.rides.views import cars

app_name = "rides"
urlpatterns = [
    path("voiture/<str:token>/", cars.show, name="cars"),
    path("voiture/<str:token>/places/", cars.offer, name="offer"),
    path("voiture/<str:token>/demande/", cars.ask, name="ask"),
    path("voiture/<str:token>/choix/", cars.choose, name="choose"),
    path("voiture/<str:token>/emmener/", cars.take_along, name="take_along"),
    path("voiture/<str:token>/reponse/", cars.answer, name="answer"),
    path("voiture/<str:token>/finalement/", cars.after_all, name="after_all"),
    path("voiture/<str:token>/fin/", cars.take_back, name="take_back"),
]
