"""Moving in: an association comes with its list of members, whatever the file looks like.

From bottom to top: read rows (text_tables, workbooks, open_documents behind `opening`), guess what
the columns hold (headings, guessing), read people in a line (person_names, addresses, lines),
then the acts: bringing, settling, preparing, choosing, applying, inviting, undoing, cleaning.
Nobody is written to before `inviting`. The worker calls `jobs.advance`.
"""
