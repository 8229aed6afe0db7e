"""The chronicle remembers deeds and encounters, never behaviour.

Five words: deed (what was done), encounter (who was together), presence (one person in it),
cursor (how far a reader got), figure (hours together, first meetings; never about one person).
"""
