"""Behind the scenes: run the place.

Five words: identity, switches, roles, moving in (import), first page (a new place).
"""
