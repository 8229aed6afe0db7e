"""The forms of federation."""
