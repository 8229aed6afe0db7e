"""Side by side: two people before one screen, each with their own digits. Nothing of it is in the database
but a session which only these pages read: everywhere else this browser is a passer-by.
"""
