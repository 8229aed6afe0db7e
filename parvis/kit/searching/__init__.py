"""Find things by their words: French word families, accents ignored, the exact form first.

Rows rather than the engines' own full text search, so that both databases give the same answers, in the same
order (see docs/decisions). `indexing` writes, `matching` reads. Rights belong to whoever asks.
"""
