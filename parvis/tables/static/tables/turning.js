// What an animator does without network: compose, seat who comes late, go on to the next round.
import { recompose } from "./composing.js";
import { asSeated, idOf } from "./evenings.js";
import { joined, seat } from "./late.js";
import { planOf, roundsOf } from "./plans.js";

const ROUNDS = 3;
const here = (rows) => rows.filter((row) => row.is_here && !row.left.length);

/** Tables of about `seats` for those who are here; rounds enough for the evening, the first to sit in now. */
export function composed(room, rows, seats) {
  const people = here(rows).reduce((sum, row) => sum + row.people, 0);
  const tables = Math.max(1, Math.min(Math.round(people / seats), people));
  const all = Object.fromEntries(here(rows).map((row) => [idOf(row), 0]));
  const { ids, plan } = planOf(room, rows, new Array(ROUNDS).fill(all), tables);
  const names = Array.from({ length: tables }, (_, k) => String(k + 1));
  return { present: 1, seats, names, rounds: roundsOf({ ids, plan: recompose(plan, 0) }) };
}

/** The table for somebody who comes late, by its number; nobody moves. */
export function tableFor(room, rows, evening, row) {
  const now = asSeated(evening, rows);
  const { ids, plan } = planOf(room, rows, now.rounds.slice(0, now.present), now.names.length);
  return seat(plan, ids.indexOf(idOf(row)), now.present - 1).seats[now.present - 1][ids.indexOf(idOf(row))];
}

/** The next round: as it was composed, for those who are here, those who came since taking a place; or anew. */
export function nextRound(room, rows, evening) {
  const now = asSeated(evening, rows);
  const ready = now.rounds[now.present];
  const everyone = here(rows).map(idOf);
  const wanted = ready ?? Object.fromEntries(everyone.map((id) => [id, 0]));
  const next = Object.fromEntries(Object.entries(wanted).filter(([id]) => everyone.includes(id)));
  const rounds = [...now.rounds.slice(0, now.present), next];
  const made = planOf(room, rows, rounds, now.names.length);
  if (!ready) made.plan = recompose(made.plan, now.present);
  for (const id of everyone) if (next[id] === undefined) made.plan = seat(made.plan, made.ids.indexOf(id), now.present);
  return { ...now, present: now.present + 1, rounds: [...roundsOf(made), ...now.rounds.slice(now.present + 1)] };
}
