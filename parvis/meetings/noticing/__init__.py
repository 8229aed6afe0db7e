"""Noticing, before a meeting is published, that it exists already or stands in the way of another one.

`titles`, `places`, `publics`, `links` and `judging` are plain Python: two sketches in, what they have in
common out. `sketching` makes sketches of rows, `looking` asks the database, `slots` finds free hours,
`calendars` knows public and school holidays. Nothing here forbids anything: people read, then decide.
"""
