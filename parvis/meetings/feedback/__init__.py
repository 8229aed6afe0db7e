"""« Comment était-ce ? »: three questions at most after a meeting, asked once of those who were there.

Answers are read as counts and sentences, five people at a time; a name stands only where somebody signed.
"""
