// The list of a room: what the server said last, then what waits on this telephone, tap after tap.
const holding = (rows, key) => rows.find((row) => row.is_here && row.taps.includes(key));

const apply = {
  here(rows, tap) {
    if (holding(rows, tap.key)) return;
    let row = tap.registration && rows.find((one) => one.registration === tap.registration);
    row ||= { name: tap.first_name, people: 1, taps: [], left: [], is_known: false };
    row.taps.push(tap.key);
    Object.assign(row, { is_here: true, is_waiting: true, is_known: row.is_known ?? true });
    if (rows.includes(row)) rows.splice(rows.indexOf(row), 1);
    rows.push(row); // the latest last
  },
  left(rows, tap) {
    const row = holding(rows, tap.about);
    if (row) Object.assign(row, { left: [...row.left, tap.key], before: row.table, table: "", is_waiting: true });
  },
  undo(rows, tap) {
    const away = rows.find((row) => row.left.includes(tap.about));
    if (away) return void back(away, tap.about);
    const row = holding(rows, tap.about);
    if (!row) return;
    row.taps = row.taps.filter((key) => key !== tap.about);
    if (row.taps.length) return;
    if (row.registration) Object.assign(row, { is_here: false, is_waiting: true, table: "" });
    else rows.splice(rows.indexOf(row), 1);
  },
  table(rows, tap) {
    const row = holding(rows, tap.about);
    if (row) Object.assign(row, row.left.length ? { before: tap.table } : { table: tap.table, is_waiting: true });
  },
  same(rows, tap) {
    const [one, other] = [holding(rows, tap.about), holding(rows, tap.other)];
    if (!one || !other || one === other) return;
    one.taps.push(...other.taps);
    one.left.push(...other.left);
    one.is_waiting = true;
    rows.splice(rows.indexOf(other), 1);
  },
  round() {}, // what it means for the tables, areas above know
};

/** One word that they left is taken back; with the last one they sit where they sat. */
function back(row, key) {
  row.left = row.left.filter((one) => one !== key);
  if (!row.left.length) Object.assign(row, { table: row.before ?? "", is_waiting: true });
}

/** Rows of copies: the room and the taps themselves stay as they are. */
export function addUp(room, taps) {
  const rows = room.rows.map((row) => ({ ...row, taps: [...(row.taps ?? [])], left: [...(row.left ?? [])] }));
  for (const { tap, why } of taps) if (!why) apply[tap.kind](rows, tap);
  return rows;
}
