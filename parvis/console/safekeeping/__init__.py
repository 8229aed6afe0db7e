"""Safekeeping: one archive holds the whole place, and gives it back.

Five words: archive (one file with everything), manifest (what is in it), staging (where a place is put
together again before it takes the other's room), sealing (only who has the key reads it), holding back
(a place given back says nothing before a person has looked).
"""
