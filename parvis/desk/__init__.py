"""The correspondent's desk: serve by telephone.

Five words: caller, read-aloud (the sentence of consent), call (to make),
card (a member's code on paper), journal.
"""
