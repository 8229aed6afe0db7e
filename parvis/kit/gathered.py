"""Several values of a group as one list, in one column of the row they belong to: no row each."""

from typing import Any

from django.db.models import Aggregate, JSONField


class Gathered(Aggregate):
    """`Subquery(rows.values("owner").annotate(all=Gathered("circle")).values("all"))`: a list, or None."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        return super().as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **more)
