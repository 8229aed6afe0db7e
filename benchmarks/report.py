"""What was measured, as a table a person reads."""

from dataclasses import dataclass

from benchmarks.load import Load


@dataclass(frozen=True)
class Line:
    name: str
    load: Load
    cpu_ms: float
    most_ms: float | None = None
    queries: str = ""


def printed(lines: list[Line]) -> str:
    """One line a page; ratios are to the constant view of the same run, which comes first."""
    constant = lines[0].cpu_ms
    titles = f"{'req/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>9}{'× const.':>10}{'aim':>7}"
    head = f"{'page':<26}{titles}  {'SQL':<9}{'bytes':>8}"
    rows = [head, "-" * len(head)]
    for line in lines:
        aim = f"{line.most_ms:g}" if line.most_ms else ""
        missed = " !" if line.most_ms and line.cpu_ms > line.most_ms else ""
        rows.append(
            f"{line.name:<26}{line.load.per_second:>9.0f}{line.load.percentile(0.5):>9.1f}"
            f"{line.load.percentile(0.99):>9.1f}{line.cpu_ms:>9.3f}{line.cpu_ms / constant:>10.2f}{aim:>7}"
            f"  {line.queries:<9}{line.load.size:>8}{missed}"
        )
    return "\n".join(rows)
