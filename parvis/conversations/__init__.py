"""One thread per relation, and finite threads: words that lead people to meet.

Its five words: thread, message, answer, handover, introduction.
"""
