"""One person written down twice: what passes to the record that is kept, and what goes with the other one."""
