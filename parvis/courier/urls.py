"""The paths of the courier area."""

from django.urls import path

from parvis.courier import views

app_name = "courier"
urlpatterns = [
    path("sms/entrant/<str:token>/", views.incoming, name="incoming_text"),
    path("courrier/entrant/<str:token>/", views.incoming_mail, name="incoming_mail"),
    path("m/<str:code>/", views.short_link, name="short_link"),
    path("m/<str:code>/stop/", views.short_way_out, name="short_way_out"),
]
