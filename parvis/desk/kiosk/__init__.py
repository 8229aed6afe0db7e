"""A shared tablet, at the town hall or in the café: read, say « je viens », leave nothing behind.

Five words: rest (three minutes without a tap), warning (thirty seconds before), entry (a card and digits),
word (a message left for the desk), end. Whoever enters here is known to these pages and to no other.
"""
