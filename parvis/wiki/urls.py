"""The paths of the wiki area."""

from django.urls import path

from parvis.wiki.views import photos, review, sentences, stories

app_name = "wiki"
urlpatterns = [
    path("histoires/", stories.index, name="stories"),
    path("histoires/<int:pk>/", stories.show, name="story"),
    path("histoires/<int:pk>/phrases/nouvelle/", sentences.new, name="new_sentence"),
    path("histoires/phrases/<int:pk>/retrait/", sentences.withdrawal, name="sentence_withdrawal"),
    path("histoires/<int:pk>/photos/nouvelle/", photos.new, name="new_photo"),
    path("histoires/photos/<int:pk>/retrait/", photos.withdrawal, name="photo_withdrawal"),
    path("histoires/photos/<int:pk>/description/", review.describe_photo, name="photo_description"),
    path("histoires/photos/<int:pk>/<str:name>", photos.show, name="photo"),
    path("histoires/<int:pk>/relecture/", review.show, name="review"),
    path("histoires/<int:pk>/publication/", review.publication, name="publication"),
    path("histoires/<int:pk>/remise-en-relecture/", review.putting_back, name="putting_back"),
]
