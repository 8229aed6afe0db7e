"""The addresses of newsletters."""

from django.urls import path

from parvis.newsletters.views import letters

app_name = "newsletters"
urlpatterns = [
    path("lettres/", letters.index, name="letters"),
    path("lettres/<int:pk>/", letters.show, name="letter"),
]
