"""What links this place to other calendars: the programme goes out, other programmes come in.

Five words: feed (the programme in a form programs read), address (a secret one opens one person's own),
reader (who follows a feed), source (a calendar of others, read here), trace (what an entry was there).
"""
