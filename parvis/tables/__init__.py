"""Who sits with whom, for an evening and for a season.

Five words: table, round (a turn around the tables), seat (someone at a table in a round), portrait (what
somebody says of themselves to be mixed), wish (« pas avec cette personne », read by nobody).
"""
