"""What people think, asked in few words: a short survey, answered once by any way.

Five words: survey (a few questions, of whom, until when), question (of one of four kinds), guest (who was
asked, once), answer (without names, tied to nobody), result (read at the end, of five people at least).
"""
