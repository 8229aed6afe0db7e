"""Pages that put the areas together."""
