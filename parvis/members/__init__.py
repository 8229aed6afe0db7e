"""People: how to reach them, what they hold, what they agreed to.

Five words: member, contact point (0..n, never unique), role (with a named holder), consent
(who, when, how, which sentence), journal (what was done for someone).
"""
