"""One thread per relation, and finite threads: words that lead people to meet.

Five words: thread (with somebody, about something), message (what one person said, by whatever way), answer
(promised by a person for a day), handover (a date and a place end the thread), introduction (both say yes).
"""
