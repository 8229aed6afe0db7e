"""The addresses of ideas."""

from django.urls import path

from parvis.ideas.views import answering, asking, surveys

app_name = "ideas"
urlpatterns = [
    path("questions/", surveys.index, name="surveys"),
    path("questions/poser/", asking.new, name="ask"),
    path("questions/<int:survey_pk>/", surveys.show, name="survey"),
    path("questions/<int:survey_pk>/fin/", asking.stopped, name="stop"),
    path("questions/<int:survey_pk>/reponses.csv", surveys.results_file, name="results_file"),
    path("question/<str:token>/", answering.show, name="answer"),
    path("question/<str:token>/sans-reponse/", answering.declined, name="declined"),
]
