"""Find a meeting, a place, a circle, a story, a person: one question, what the reader may know of.

The index (`kit.searching`) knows words; `subjects` says whose words and who may see them; `looking` answers;
`keeping` keeps the index in step with what people do.
"""
