"""The paper kit: poster, sign-in sheet, badges, table cards, programme of the month.

Each sheet is worked out once, as facts in words, page by page; the browser's print and the PDF draw the same
facts. `measuring` says what fits, `folding` which page lies beside which, `setting` makes the PDF.
"""
