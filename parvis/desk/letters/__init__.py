"""Letters and the sheet of the week: what leaves by post, as paper that fits an envelope with a window."""
