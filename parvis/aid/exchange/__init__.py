"""Answering a notice: two people talk, agree on a place and an hour, and it is done.

Each writes by their own way; addresses stay hidden until both say they may be known.
"""
