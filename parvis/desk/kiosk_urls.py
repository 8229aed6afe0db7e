"""The paths of the kiosk, outside /permanence/: whoever passes by stands before it."""

from django.urls import path

from parvis.desk.views import kiosk, kiosk_aid, kiosk_coffee, kiosk_entry, kiosk_mine, kiosk_two

app_name = "kiosk"
urlpatterns = [
    path("", kiosk.home, name="home"),
    path("rencontres/<int:pk>/", kiosk.meeting, name="meeting"),
    path("rencontres/<int:pk>/venir/", kiosk_mine.coming, name="coming"),
    path("rencontres/<int:pk>/annulation/", kiosk_mine.going, name="going"),
    path("rencontres/<int:pk>/reponse/", kiosk_mine.answer, name="answer"),
    path("histoires/", kiosk.all_stories, name="stories"),
    path("histoires/<int:pk>/", kiosk.story, name="story"),
    path("entrer/", kiosk_entry.enter, name="enter"),
    path("entrer/code/", kiosk_entry.code, name="code"),
    path("moi/", kiosk_mine.mine, name="mine"),
    path("moi/cafe/", kiosk_coffee.show, name="coffee"),
    path("moi/reponses/", kiosk_aid.answers, name="answers"),
    path("moi/entraide/", kiosk_aid.show, name="aid"),
    path("moi/entraide/annonce/", kiosk_aid.new, name="aid_new"),
    path("moi/entraide/<int:pk>/", kiosk_aid.notice, name="aid_notice"),
    path("moi/entraide/<int:pk>/fin/", kiosk_aid.ended, name="aid_end"),
    path("moi/journal/", kiosk_mine.journal, name="journal"),
    path("moi/mot/", kiosk_mine.word, name="word"),
    path("moi/numero/", kiosk_mine.number, name="number"),
    path("moi/a-deux/", kiosk_two.show, name="two"),
    path("encore/", kiosk_entry.still, name="still"),
    path("fin/", kiosk_entry.end, name="end"),
]
