"""Forms of the members area: they read what people type, and never write."""
