"""Mutual aid: people ask and offer in one sentence, and meet to give a hand.

Five words: notice (one sentence somebody asks or offers), category (what kind of help), end (why it left the
list), renewal (thirty days more), look-alike (somebody already offers what is being asked).
"""
