"""Who may do what in federation: pure predicates."""
