"""Papers that come back: sign-in sheets, reply slips, idea cards, each typed in once by its code."""
