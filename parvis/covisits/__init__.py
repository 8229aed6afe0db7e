"""Visiting together: a few people look at Parvis, each from their own screen, and choose a meeting.

Five words: visit (two to eight people, for a while), visitor (a first name, perhaps a member), heart
(somebody likes a meeting, a notice, a page), choice (« on prend celle-ci », answered by each), leaning
(yes, if needed or no to one date). All of it is forgotten within days.
"""
