"""The path of the first page, outside /coulisses/: nobody is signed in yet."""

from django.urls import path

from parvis.console.views import first_page

app_name = "founding"
urlpatterns = [path("", first_page.edit, name="first_page")]
