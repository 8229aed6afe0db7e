"""« Quand ? »: asking for a date, answering, choosing, and the meeting it becomes."""
