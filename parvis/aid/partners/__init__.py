"""Sites of others the community uses together, and the shops it wishes to keep."""
