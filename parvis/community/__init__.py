"""The place itself: who we are, where we meet, which circles we form, what is switched on.

Five words: community (one per installation), place (and its rooms), circle, ritual,
switch (an area on or off).
"""
