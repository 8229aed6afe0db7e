"""The addresses of mutual aid."""

from django.urls import path

from parvis.aid.views import notices, posting

app_name = "aid"
urlpatterns = [
    path("entraide/", notices.index, name="index"),
    path("entraide/nouvelle/", posting.new, name="new"),
    path("entraide/<int:pk>/", notices.show, name="notice"),
    path("entraide/<int:pk>/photo/<str:name>", notices.photo, name="photo"),
    path("entraide/<int:pk>/fin/", notices.ended, name="end"),
    path("entraide/<int:pk>/encore/", notices.renewed, name="renew"),
]
