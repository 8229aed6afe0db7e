"""The letter that writes itself from the programme, and the calendar of what will be published.

Five words: letter (written once, read by mail, on the web, on paper), section (a part of it, common or for an
interest), audience (who receives it), variant (the letter as people of the same interests get it), plan
(something that is published at its hour).
"""
