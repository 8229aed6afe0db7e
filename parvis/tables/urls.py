"""The addresses of tables."""

from django.urls import path

from parvis.tables.views import my_table, paper, wall

app_name = "tables"
urlpatterns = [
    # shown to all: on the wall, on telephones, on paper
    path("rencontres/<int:pk>/salle/mur/", wall.here, name="wall"),
    path("mur/<str:code>/", wall.show, name="shown_wall"),
    path("mur/<str:code>/etat/", wall.state, name="wall_state"),
    path("inscriptions/<str:token>/table/", my_table.show, name="my_table"),
    path("rencontres/<int:pk>/salle/tables/papier/", paper.show, name="paper"),
    path("rencontres/<int:pk>/salle/tables/papier.pdf", paper.pdf, name="paper_pdf"),
]
