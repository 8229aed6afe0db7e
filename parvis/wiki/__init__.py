"""What is written together: for now the stories of what was lived.

Five words: story (told by several), sentence (one voice in it), photo (with its description and consent),
publication (who, when), withdrawal (taken back by its author).
"""
