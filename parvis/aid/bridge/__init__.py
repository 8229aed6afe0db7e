"""The bridge: who is ready when times are hard, woken for a time, asleep again by itself."""
