"""The courier carries words to addresses and back.

Five words: dispatch (words on their way), channel (mail, SMS, telephone, letter, screen),
purpose (why it is sent, whether it is still wanted), outbox (what waits), call (a person makes it).
"""
