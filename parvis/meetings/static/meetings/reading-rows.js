// Questions about the rows of a room: who sits where, who may have been written twice.
const plain = (name) => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** [table, rows] in the order of people: 2 before 10. */
export function byTable(here) {
  const groups = new Map();
  for (const row of here) if (row.table) groups.set(row.table, [...(groups.get(row.table) ?? []), row]);
  return [...groups].sort(([one], [other]) => one.localeCompare(other, "fr", { numeric: true }));
}

/** Pairs of newcomers of one name, to ask whether they are the same person. */
export function twins(here) {
  const first = new Map();
  const pairs = [];
  for (const row of here.filter((row) => !row.is_known)) {
    const known = first.get(plain(row.name));
    if (known) pairs.push([known, row]);
    else first.set(plain(row.name), row);
  }
  return pairs;
}

/** The tables to offer: those in use, and the next number. */
export function tablesFor(rows) {
  const used = byTable(rows.filter((row) => row.is_here)).map(([table]) => table);
  return [...used, String(Math.max(0, ...used.map(Number).filter(Number.isInteger)) + 1)];
}
