"""Reading calendar files of others (RFC 5545), whatever wrote them: `kit.reading_calendars` is the way in.

From bottom to top: bytes → text (texts), text → lines and parts (lines), zones, values, repetitions.
"""
