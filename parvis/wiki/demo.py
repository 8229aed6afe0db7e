"""The story of the demo village's lanterns: nine voices and a drawing."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile

from parvis.members.demo import Cast
from parvis.wiki.demo_picture import lanterns
from parvis.wiki.models import Story
from parvis.wiki.publishing import publish
from parvis.wiki.telling import add_photo, add_sentence

VOICES = [
    ("Odile Perrin", "Il pleuvait. On a ri."),
    ("Samir Haddad", "Mon fils a porté la plus grande lanterne jusqu’au pont."),
    ("Jeanne Martin", "J’ai retrouvé la voisine de la rue des Lilas. Vingt ans qu’on se croisait."),
    ("Léa Fontaine", "Je pensais rester dix minutes. Je suis rentrée à minuit."),
    ("Karim Benali", "Un inconnu m’a demandé du feu. On a fini par chanter."),
    ("Inès Carvalho", "Ma première fête ici. On m’a gardé une place."),
    ("Henri Perrin", "La soupe de Wei, à refaire tous les ans."),
    ("Fatou Diallo", "Sur l’eau, on aurait dit deux villages."),
    ("Rosa Esposito", "J’ai ramassé trois lanternes oubliées. Elles attendent au jardin."),
]


def tell(story: Story, cast: Cast, now: datetime) -> None:
    """Gather the voices and the drawing, and let the keeper publish."""
    at, keeper = now - timedelta(days=10), cast.villagers["Thérèse Aubert"]
    for name, words in VOICES:
        add_sentence(story=story, author=cast.villagers[name], words=words, signed_as=name, at=at)
    add_photo(
        story=story,
        author=keeper,
        file=ContentFile(lanterns(), name="lanternes.jpg"),
        description="Dessin : une vingtaine de silhouettes tiennent des lanternes au bord du canal, la nuit.",
        people_agreed=True,
        at=at,
    )
    publish(story=story, by=keeper, at=at)
