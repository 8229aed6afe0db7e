"""The paths of the courier area."""

from django.urls import path, re_path

from parvis.courier import views

app_name = "courier"
urlpatterns = [
    path("sms/entrant/<str:secret>/", views.incoming, name="incoming_text"),
    re_path(
        r"^m/(?P<number>[0-9a-z]{1,13})-(?P<signature>[a-z2-7]{12})/?$", views.short_link, name="short_link"
    ),
]
