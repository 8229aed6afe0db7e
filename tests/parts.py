"""`bin/test` runs the suite in parts, side by side: each takes its share, and each must have run."""

import os
import resource
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent

# sqlite, places, postgres, browser, or several with a plus between; empty: plain pytest takes all
PARTS = frozenset(os.environ.get("PARVIS_TEST_PART", "").split("+")) - {""}
# What opens places of its own, in processes of its own: on SQLite it runs beside the rest, and waits on its own time.
PLACES = (
    "tests/config/test_wheel.py",
    "tests/console/safekeeping/",
    "tests/console/test_opening.py",
    "tests/faults/",
    "tests/secrets/test_dying.py",
    "tests/upgrades/",
)
# What the engine cannot change (doors, headers, words, files, what a page asks), or what starts places of its own on
# the engines it needs: PostgreSQL's part leaves them to SQLite's.
ONE_ENGINE = (
    "tests/architecture/",
    "tests/asvs/",
    "tests/deploy/",
    "tests/attacks/test_bounds_at_the_door.py",
    "tests/attacks/test_claims_about_the_code.py",
    "tests/attacks/test_csrf.py",
    "tests/attacks/test_elsewhere.py",
    "tests/attacks/test_inert_everywhere.py",
    "tests/attacks/test_patterns_stay_quick.py",
    "tests/attacks/test_pictures.py",
    "tests/attacks/test_shared_caches.py",
    "tests/community/test_colours.py",
    "tests/community/test_hours.py",
    "tests/config/test_bom.py",
    "tests/config/test_documents.py",
    "tests/config/test_wheel.py",
    "tests/console/safekeeping/test_damage.py",
    "tests/console/safekeeping/test_engines.py",
    "tests/console/safekeeping/test_giving_back.py",
    "tests/console/safekeeping/test_interrupted.py",
    "tests/console/safekeeping/test_round_trip.py",
    "tests/console/test_opening.py",
    "tests/federation/test_real_calendars.py::test_every_meeting_of_a_real_file_is_read",
    "tests/journeys/test_pages_that_grow.py",
    "tests/kit/test_calendars.py",
    "tests/kit/test_exporting.py",
    "tests/kit/test_fetching.py",
    "tests/kit/test_images.py",
    "tests/kit/test_reading_calendars.py",
    "tests/kit/test_reading_moments.py",
    "tests/kit/test_stylesheet.py",
    "tests/meetings/paper/test_cutting_and_folding.py",
    "tests/meetings/paper/test_pdf.py",
    "tests/members/moving_in/test_text_tables.py",
    "tests/members/moving_in/test_workbooks.py",
    "tests/mixing/",
    "tests/secrets/test_dying.py",
)
# What looks at the engine without asking pytest for a database; modules that know `DATABASE_KIND` do so too.
LOOKS_AT_ENGINE = ("tests/faults/", "tests/upgrades/", "tests/config/test_databases.py")
NOTES = os.environ.get("PARVIS_TEST_NOTES", "")


BROWSER = "tests/journeys/"  # where every test marked `browser` lives


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """A part does not even read the files of another: reading them all takes as long as a hundred tests."""
    if collection_path.suffix != ".py" or not collection_path.is_relative_to(ROOT):
        return None
    name = collection_path.relative_to(ROOT).as_posix()
    known = {"browser": (BROWSER,), "places": PLACES}
    if "postgres" in PARTS:
        return name.startswith(ONE_ENGINE) or None
    if PARTS and all(part in known for part in PARTS):
        return not name.startswith(tuple(start for part in PARTS for start in known[part])) or None
    return None


def _meets_engine(item: pytest.Item) -> bool:
    """Whether a test may go otherwise on another engine: one that touches no database does not."""
    asks = item.get_closest_marker("django_db") is not None or {"db", "transactional_db"} & set(
        getattr(item, "fixturenames", ())
    )
    knows = hasattr(getattr(item, "module", None), "DATABASE_KIND")
    return bool(asks) or knows or item.nodeid.startswith(LOOKS_AT_ENGINE)


def takes(item: pytest.Item) -> bool:
    """Whether these parts run that test: the browser's own go to one part, a few to PostgreSQL too."""
    is_browser = item.get_closest_marker("browser") is not None
    if is_browser and not item.nodeid.startswith(BROWSER):
        raise pytest.UsageError(f"{item.nodeid}: what drives a browser lives in {BROWSER}")
    if "postgres" in PARTS:
        if item.nodeid.startswith(ONE_ENGINE) or not _meets_engine(item):
            return False
        return not is_browser or item.get_closest_marker("every_database") is not None
    part = "browser" if is_browser else "places" if item.nodeid.startswith(PLACES) else "sqlite"
    return not PARTS or part in PARTS


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left = [item for item in items if not takes(item)]
    if left:
        items[:] = [item for item in items if takes(item)]
        config.hook.pytest_deselected(items=left)


class Parts:
    """In the leading process: counts what each part ran and says it above the closing line."""

    def __init__(self, is_whole: bool) -> None:
        self.is_whole = is_whole  # the whole suite was asked for, not a selection
        self.passed: dict[str, int] = {}
        self.work: dict[str, float] = {}  # seconds of processor

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed and hasattr(report, "node"):
            part = report.node.gateway.id
            self.passed[part] = self.passed.get(part, 0) + 1

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self.work[node.gateway.id] = getattr(node, "workeroutput", {}).get("work", 0.0)

    def missing(self) -> list[str]:
        """Parts that were to run and passed nothing."""
        lines = NOTES.splitlines() if self.is_whole else []
        asked = [
            line.split(":")[0].lower().replace("postgresql", "postgres") for line in lines if ": run" in line
        ]
        return [part for part in asked if part not in self.passed]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if session.exitstatus == 0 and self.missing():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for line in NOTES.splitlines():
            terminalreporter.write_line(line)
        spent = ", ".join(f"{part} {seconds:.0f} s" for part, seconds in sorted(self.work.items()))
        terminalreporter.write_line(f"Processor, with what each part started and saw end: {spent}")
        for part in self.missing():
            terminalreporter.write_line(f"{part}: was to run and did not", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A part tells the leading process what it cost: on few processors, the sum is how long everybody waits."""
    if hasattr(session.config, "workeroutput"):
        uses = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        session.config.workeroutput["work"] = sum(use.ru_utime + use.ru_stime for use in uses)


def pytest_configure(config: pytest.Config) -> None:
    if NOTES and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Parts(config.args == config.getini("testpaths")), "parvis-parts")
