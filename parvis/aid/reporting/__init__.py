"""Words looked at twice: what a rule holds back, what a person signals, what a moderator decides."""
