"""What the fault tests stand on: the real server, clients that write everything down, a judge.

place.py        the server as a process: its data folder, its clock, kill -9 and a new start
clusters.py     a PostgreSQL that can be stopped, cut and started again
stores.py       reads the tables with plain SQL, past all of Parvis's own code
founding.py     fills a place with the village once; each run works on a copy
catcher.py      a mail server that keeps what it took in, and can refuse, stall, cut
browser.py      one HTTP client: cookies, forms, « acknowledged », « refused » or « unknown »
ledger.py       what clients were told, kept outside the system under test
writers.py      fifty people acting at once
reconciling.py  the ledger against the tables, files and mailboxes: every discrepancy in words
wholeness.py    what must hold in any case, whatever anybody was told
running.py      one whole run with a seed
inside/         loaded into the server by Python itself: a clock to set, one reader of the chronicle,
                and lies on demand, which prove that the judge sees them
"""
