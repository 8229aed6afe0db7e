"""The table of ASVS 5.0 requirements, and the tests that are its evidence."""
