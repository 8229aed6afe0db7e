"""Pages that put the areas together: the home page, the menu, one's own space.

Five words: home (the same for all), menu, space (mine), figure (shared), threshold (before one is in).
"""
