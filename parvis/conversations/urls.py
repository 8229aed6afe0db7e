"""The paths of the conversations area."""

from django.urls import path

from parvis.conversations.views import circles, ending, introductions, threads, words

app_name = "conversations"
urlpatterns = [
    path("echanges/", threads.index, name="index"),
    path("echanges/nouveau/", threads.new, name="new"),
    path("echanges/<int:pk>/", threads.show, name="thread"),
    path("echanges/<int:pk>/on-se-voit/", ending.handover, name="handover"),
    path("echanges/<int:pk>/promesse/", ending.promises, name="promise"),
    path("echanges/<int:pk>/fin/", ending.closing, name="closing"),
    path("echanges/paroles/<int:pk>/reprise/", words.taking_back, name="taking_back"),
    path("echanges/paroles/<int:pk>/retrait/", words.taking_down, name="taking_down"),
    path("echanges/paroles/<int:pk>/signalement/", words.reporting, name="reporting"),
    path("echanges/signalements/<int:pk>/", words.deciding, name="report"),
    path("cercles/<int:pk>/fil/", circles.opening, name="circle"),
    path("mises-en-relation/nouvelle/", introductions.new, name="introduce"),
    path("mises-en-relation/<str:token>/", introductions.show, name="introduction"),
]
