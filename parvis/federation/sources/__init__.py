"""Calendars of others come in: read, compared with what is known, brought in and followed.

From bottom to top: objects and tables become entries like those of a calendar file (names, records,
objects, tables, formats), entries become facts of a meeting here (locating, comparing, noticing), then
come the acts: adding, reading, bringing, stopping.

Nothing is published before somebody pressed « Publier ». The worker calls `jobs.advance`; each step is one
transaction, so that a worker that dies is taken up where it was.
"""
