"""The forms of newsletters."""
