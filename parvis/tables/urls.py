"""The addresses of tables."""

from django.urls import path

from parvis.tables.views import coffee, coffee_cup, coffee_settings, my_table, paper, wall

app_name = "tables"
urlpatterns = [
    # shown to all: on the wall, on telephones, on paper
    path("rencontres/<int:pk>/salle/mur/", wall.here, name="wall"),
    path("mur/<str:code>/", wall.show, name="shown_wall"),
    path("mur/<str:code>/etat/", wall.state, name="wall_state"),
    path("inscriptions/<str:token>/table/", my_table.show, name="my_table"),
    path("rencontres/<int:pk>/salle/tables/papier/", paper.show, name="paper"),
    path("rencontres/<int:pk>/salle/tables/papier.pdf", paper.pdf, name="paper_pdf"),
    # coffee drawn by lot
    path("cafe/", coffee.show, name="coffee"),
    path("cafe/<int:pk>/participation/", coffee.joining, name="coffee_joining"),
    path("cafe/<int:pk>/choix/", coffee.choosing, name="coffee_choosing"),
    path("cafe/<int:pk>/pause/", coffee.pausing, name="coffee_pausing"),
    path("cafe/<int:pk>/retour/", coffee.return_, name="coffee_return"),
    path("cafe/<int:pk>/depart/", coffee.leaving, name="coffee_leaving"),
    path("cafe/p/<str:token>/", coffee_cup.show, name="cup"),
    path("cafe/p/<str:token>/heure/", coffee_cup.hour, name="cup_hour"),
    path("cafe/p/<str:token>/autre-heure/", coffee_cup.own_hour, name="cup_own_hour"),
    path("cafe/p/<str:token>/oui/", coffee_cup.yes, name="cup_yes"),
    path("cafe/p/<str:token>/absence/", coffee_cup.absence, name="cup_absence"),
    path("cafe/p/<str:token>/vus/", coffee_cup.met, name="cup_met"),
    path("cafe/p/<str:token>/agenda.ics", coffee_cup.agenda, name="cup_agenda"),
    path("cercles/<int:pk>/cafe/", coffee_settings.circle, name="circle_coffee"),
    path("coulisses/cafe/", coffee_settings.edit, name="coffee_settings"),
]
