"""The addresses of covisits."""

from django.urls import path

from parvis.covisits.views import beside, beside_entry

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
    path("cote-a-cote/annonce/<int:pk>/", beside.notice, name="beside_notice"),
]
