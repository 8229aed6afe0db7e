"""What is typed behind the scenes."""
