"""`bin/test` runs the suite in parts, side by side: each takes its share, and each must have run."""

import os

import pytest

PART = os.environ.get("PARVIS_TEST_PART", "")  # sqlite, postgres, browser; empty: plain pytest takes all
# What the engine cannot change (doors, headers, words, files): PostgreSQL's part leaves them to SQLite's.
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
    "tests/config/test_bom.py",
    "tests/config/test_documents.py",
    "tests/config/test_wheel.py",
    "tests/kit/test_images.py",
    "tests/kit/test_reading_moments.py",
    "tests/kit/test_stylesheet.py",
)
NOTES = os.environ.get("PARVIS_TEST_NOTES", "")


def takes(item: pytest.Item) -> bool:
    """Whether this part runs that test: the browser's own go to one part, a few to PostgreSQL too."""
    is_browser = item.get_closest_marker("browser") is not None
    if PART == "browser":
        return is_browser
    if PART == "postgres":
        if item.nodeid.startswith(ONE_ENGINE):
            return False
        return not is_browser or item.get_closest_marker("every_database") is not None
    return not (PART == "sqlite" and is_browser)


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

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed and hasattr(report, "node"):
            part = report.node.gateway.id
            self.passed[part] = self.passed.get(part, 0) + 1

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
        for part in self.missing():
            terminalreporter.write_line(f"{part}: was to run and did not", red=True)


def pytest_configure(config: pytest.Config) -> None:
    if NOTES and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Parts(config.args == config.getini("testpaths")), "parvis-parts")
