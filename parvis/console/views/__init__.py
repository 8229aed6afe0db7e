"""The pages behind the scenes."""
