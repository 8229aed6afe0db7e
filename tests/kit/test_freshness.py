"""Nothing remembered survives a change; nothing unseen is remembered for others."""

from threading import Thread

import pytest
from django.db import connection, transaction

from parvis.community.models import Place, Ritual
from parvis.kit import freshness, one_request


def names() -> list[str]:
    return freshness.cached("tests.names", lambda: sorted(Ritual.objects.values_list("name", flat=True)))


@pytest.fixture
def another_machine_writes(monkeypatch):
    """A row appears, and nobody here hears of it."""

    def write(name: str) -> None:
        with monkeypatch.context() as unheard:
            unheard.setattr(freshness.Watch, "_note", lambda *anything: None)
            Ritual.objects.create(name=name)

    return write


def seen_by_a_neighbour() -> list[str]:
    seen: list[list[str]] = []

    def look() -> None:
        seen.append(names())
        connection.close()

    neighbour = Thread(target=look)
    neighbour.start()
    neighbour.join()
    return seen[0]


@pytest.fixture
def doubt():
    """The other processes cannot be heard."""
    freshness.doubt()
    yield
    freshness.trust()
    one_request.end()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("doubt")
class TestWhileOthersCannotBeHeard:
    def test_nothing_is_remembered_from_one_request_to_the_next(self, another_machine_writes):
        for expected in ([], ["Le bal"]):
            one_request.begin()
            assert names() == expected
            one_request.end()
            another_machine_writes("Le bal")

    def test_a_request_asks_each_thing_once_until_it_writes(self, django_assert_num_queries):
        one_request.begin()
        with django_assert_num_queries(1):
            assert names() == names() == []
        Ritual.objects.create(name="La noce")
        assert names() == ["La noce"]

    def test_a_page_asks_no_more_than_its_budget(self, village, client_of, django_assert_max_num_queries):
        client = client_of(village.monique)
        with django_assert_max_num_queries(16):
            assert client.get("/permanence/").status_code == 200

    def test_the_worker_has_no_request_and_looks_each_time(self, django_assert_num_queries):
        with django_assert_num_queries(2):
            assert names() == names() == []


@pytest.mark.django_db(transaction=True)
class TestForEveryone:
    def test_a_committed_change_is_seen_at_once_by_everyone(self):
        assert names() == []
        with transaction.atomic():
            Ritual.objects.create(name="La Saint-Jean")
        assert names() == seen_by_a_neighbour() == ["La Saint-Jean"]

    def test_a_row_written_outside_a_transaction_is_seen_as_well(self):
        assert names() == []
        Ritual.objects.create(name="Le premier mardi")
        assert seen_by_a_neighbour() == ["Le premier mardi"]
        Ritual.objects.all().delete()
        assert names() == []

    def test_a_neighbour_who_looks_the_moment_the_stamp_moves_sees_the_change(self, monkeypatch):
        genuine = freshness.bump
        monkeypatch.setattr(freshness, "bump", lambda *tables: (genuine(*tables), seen_by_a_neighbour()))
        Ritual.objects.create(name="Le bal")
        assert names() == ["Le bal"]
        with transaction.atomic():
            Ritual.objects.create(name="La noce")
        assert names() == ["La noce", "Le bal"]

    def test_what_is_rolled_back_was_never_shown_to_anyone(self):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            Ritual.objects.create(name="Le bal")
            assert names() == ["Le bal"]
            raise ZeroDivisionError
        assert names() == seen_by_a_neighbour() == []

    def test_an_undone_savepoint_leaves_no_trace(self):
        with transaction.atomic():
            Ritual.objects.create(name="Le bal")
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                Ritual.objects.create(name="La noce")
                assert names() == ["La noce", "Le bal"]
                raise ZeroDivisionError
            assert names() == ["Le bal"]
        assert names() == ["Le bal"]

    def test_a_change_during_the_work_makes_its_result_worthless(self):
        def slow() -> list[str]:
            found = list(Place.objects.values_list("name", flat=True))
            Place.objects.create(name="Le kiosque")
            return found

        assert freshness.cached("tests.slow", slow) == []
        again = freshness.cached("tests.slow", lambda: list(Place.objects.values_list("name", flat=True)))
        assert again == ["Le kiosque"]

    def test_looking_changes_nothing(self):
        before = freshness.version()
        list(Ritual.objects.all())
        assert Ritual.objects.count() == 0
        assert freshness.version() == before

    @pytest.mark.parametrize("table", ["django_session"])
    def test_tables_nobody_sees_leave_the_memory_alone(self, table):
        before = freshness.version()
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
        assert freshness.version() == before

    def test_a_statement_nobody_foresaw_counts_as_a_change(self):
        before = freshness.version()
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE tests_unforeseen (id integer)")
            cursor.execute("DROP TABLE tests_unforeseen")
        assert freshness.version() != before


@pytest.mark.django_db
class TestInsideATestTransaction:
    """Every other test of the house stands on this: a test's transaction is never committed."""

    def test_the_writer_sees_what_it_wrote(self):
        assert names() == []
        Ritual.objects.create(name="La Saint-Jean")
        assert names() == ["La Saint-Jean"]

    def test_the_next_test_sees_nothing_of_it(self):
        assert names() == []

    def test_values_are_kept_between_two_writes(self, django_assert_num_queries):
        Ritual.objects.create(name="La Saint-Jean")
        with django_assert_num_queries(1):
            names()
            names()


@pytest.mark.parametrize(
    ("sql", "effect"),
    [
        ('INSERT INTO "members_member" VALUES (1)', "write"),
        ("INSERT OR IGNORE INTO meetings_registration VALUES (1)", "write"),
        ('INSERT INTO "django_session" VALUES (1)', "none"),
        ('UPDATE "kit_schedule" SET x = 1', "none"),
        ('DELETE FROM "wiki_story"', "write"),
        ("WITH old AS (SELECT 1) DELETE FROM wiki_story", "write"),
        ("WITH old AS (SELECT 1) SELECT * FROM old", "none"),
        ('(SELECT "id" FROM "a") UNION (SELECT "id" FROM "b")', "none"),  # as PostgreSQL is asked
        ("TRUNCATE wiki_story", "write"),
        ("SAVEPOINT a", "none"),
        ("ROLLBACK", "none"),
        ('ROLLBACK TO SAVEPOINT "a"', "undo"),
        ("  select 1", "none"),
        ("PRAGMA synchronous", "none"),
    ],
)
def test_statements_are_told_apart(sql, effect):
    assert freshness._effect(sql) == effect


@pytest.mark.django_db(transaction=True)
class TestWhatSaysOnWhichTablesItStands:
    RITUALS = frozenset({"community_ritual"})
    OLD_RITUALS = frozenset({freshness.changed("community_ritual")})

    def names(self, tables: frozenset[str]) -> list[str]:
        def look() -> list[str]:
            return sorted(Ritual.objects.values_list("name", flat=True))

        return freshness.cached(("tests.standing", tables), look, tables=tables)

    def test_it_outlives_writes_elsewhere(self, django_assert_num_queries):
        assert self.names(self.RITUALS) == []
        Place.objects.create(name="Le kiosque")
        with transaction.atomic():
            Place.objects.update(name="La halle")
            with django_assert_num_queries(0):
                assert self.names(self.RITUALS) == []
        with django_assert_num_queries(0):
            assert self.names(self.RITUALS) == []

    def test_a_change_in_its_table_is_seen_by_the_writer_then_by_everyone(self):
        assert self.names(self.RITUALS) == []
        with transaction.atomic():
            Place.objects.create(name="Le kiosque")
            Ritual.objects.create(name="Le bal")
            assert self.names(self.RITUALS) == ["Le bal"]
        assert self.names(self.RITUALS) == ["Le bal"]

    def test_what_is_rolled_back_was_never_remembered(self):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            Ritual.objects.create(name="Le bal")
            assert self.names(self.RITUALS) == ["Le bal"]
            raise ZeroDivisionError
        assert self.names(self.RITUALS) == []

    def test_a_row_that_comes_counts_only_where_new_rows_matter(self):
        assert self.names(self.OLD_RITUALS) == []
        Ritual.objects.create(name="Le bal")
        assert self.names(self.OLD_RITUALS) == []
        Ritual.objects.update(name="La noce")
        assert self.names(self.OLD_RITUALS) == ["La noce"]

    def test_a_statement_nobody_foresaw_counts_as_a_change_everywhere(self, django_assert_num_queries):
        self.names(self.RITUALS)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE tests_unforeseen (id integer)")
            cursor.execute("DROP TABLE tests_unforeseen")
        with django_assert_num_queries(1):
            self.names(self.RITUALS)


@pytest.mark.parametrize(
    ("sql", "touched"),
    [
        ('INSERT INTO "wiki_story" VALUES (1)', ["wiki_story"]),
        ("INSERT OR REPLACE INTO wiki_story VALUES (1)", ["wiki_story", "wiki_story changed"]),
        (
            "INSERT INTO wiki_story VALUES (1) ON CONFLICT DO UPDATE SET a=1",
            ["wiki_story", "wiki_story changed"],
        ),
        ('UPDATE "wiki_story" SET a = 1', ["wiki_story", "wiki_story changed"]),
        ("TRUNCATE wiki_story", [""]),
    ],
)
def test_what_a_write_touches(sql, touched):
    assert freshness._touched(sql) == touched
