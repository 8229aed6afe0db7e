from parvis.wiki.models.photo import Photo
from parvis.wiki.models.sentence import Sentence
from parvis.wiki.models.story import Story

__all__ = ["Photo", "Sentence", "Story"]
