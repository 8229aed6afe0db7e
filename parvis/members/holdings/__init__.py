"""What the place holds about people: one register, which every area writes itself into.

Five words: holding (a kind of thing kept about a person, and why), column (where it is kept), export (give
it to them), erase (make it gone), rule (how long it stays when nobody asks).
The page « Ce que Parvis garde », the export, erasure and retention read this register and nothing else.
"""
