"""Coffee drawn by lot: two people, or a few, meet at a place and an hour; those who never met first.

Its five words: ring (who draws together), wish (who joined), draw (of one week), hour, cup (a person in it).
"""
