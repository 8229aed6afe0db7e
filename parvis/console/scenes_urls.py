"""The paths of the scenes: they exist in a demonstration alone."""

from django.urls import path

from parvis.console.views import scenes

app_name = "scenes"
urlpatterns = [
    path("", scenes.index, name="index"),
    path("<slug:slug>/", scenes.show, name="scene"),
    path("<slug:slug>/<int:number>/", scenes.play, name="play"),
]
