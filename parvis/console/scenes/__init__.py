"""The scenes of the demonstration, played from its own pages: who to be, which page opens, what to see.

They are written once, in `docs/faire/scenes.md`. Nothing of this exists in a real place.
"""
