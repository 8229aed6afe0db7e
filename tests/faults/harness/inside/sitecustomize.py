"""Python loads this by itself when the harness puts this folder on PYTHONPATH; no product code knows it.

FAULTS_CLOCK     a file with a number of seconds: how far the clock stands from the true hour
FAULTS_ECHO      one more reader of the chronicle, which writes down each deed it is shown
FAULTS_PROMISES  a file: what each connection to the database keeps, and the thread which opened it
FAULTS_LIE       commit: an act now and then is told but undone. mail: sent mail is not marked.
                 late: the answer leaves before the commit.
FAULTS_DIE_AFTER "module:name": the process is killed (-9) as soon as this function has returned
"""

import os

_told = {name: value for name, value in os.environ.items() if name.startswith("FAULTS_")}

if _told:
    import django

    _genuine_setup = django.setup

    def _setup(*args, **kwargs):
        django.setup = _genuine_setup  # it is called more than once
        _genuine_setup(*args, **kwargs)
        import faults_inside

        faults_inside.begin(_told)

    django.setup = _setup

    if "FAULTS_CLOCK" in _told:
        import faults_clock

        faults_clock.begin(_told["FAULTS_CLOCK"])
