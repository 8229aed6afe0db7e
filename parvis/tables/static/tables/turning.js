// What an animator does without network: compose, seat who comes late, go on to the next round.
import { recompose } from "./composing.js";
import { asSeated, idOf } from "./evenings.js";
import { seat } from "./late.js";
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

/** The next round: as it was composed when it seats all who are here; else it is composed anew, with those after it. */
export function nextRound(room, rows, evening) {
  const now = asSeated(evening, rows);
  const everyone = Object.fromEntries(here(rows).map((row) => [idOf(row), 0]));
  if (seatsAll(now.rounds[now.present], everyone)) return { ...now, present: now.present + 1 };
  const lived = now.rounds.slice(0, now.present);
  const coming = new Array(Math.max(now.rounds.length - now.present, 1)).fill(everyone);
  const { ids, plan } = planOf(room, rows, [...lived, ...coming], now.names.length);
  return { ...now, present: now.present + 1, rounds: roundsOf({ ids, plan: recompose(plan, now.present) }) };
}

/** Is everyone who is here seated in this round, and nobody else? */
const seatsAll = (ready, everyone) =>
  Boolean(ready) && Object.keys(ready).length === Object.keys(everyone).length && Object.keys(everyone).every((id) => id in ready);
