"""Meetings: propose, fill, welcome, remember.

Five words: meeting, series (a regular appointment and its dated meetings), registration (seated, offered or
waiting), arrival (who is in the room), telling (the story of a meeting).
"""
