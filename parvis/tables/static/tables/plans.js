// Between the room and the engine: persons in the order the server carried them, then those who came since.
import { idOf } from "./evenings.js";
import { AWAY } from "./late.js";

const NOTHING = { persons: [], plan: { pairs: [], apart: [], together: [], facilitators: [], are_staying: true, accessible: [], needing: [], speaks: [], bands: [], seed: 1 } };

/** A plan of so many tables, everyone where `rounds` ({ id: table }) have them; and whose each seat is. */
export function planOf(room, rows, rounds, tables) {
  const { persons, plan } = room.tables?.plan ? room.tables : NOTHING;
  const came = rows.filter((row) => row.is_here && !persons.includes(idOf(row)));
  const ids = [...persons, ...came.flatMap((row) => new Array(row.people).fill(idOf(row)))];
  const seats = rounds.map((at) => ids.map((id) => at[id] ?? AWAY));
  const together = [...plan.together, ...companions(came, persons.length)];
  const accessible = plan.accessible.filter((table) => table < tables);
  return { ids, plan: { ...plan, facilitators: plan.facilitators.slice(0, tables), together, accessible, tables, seats } };
}

/** Who came with somebody sits with them. */
function companions(came, first) {
  return came.flatMap(({ people }) => {
    const block = Array.from({ length: people }, (_, k) => first + k);
    first += people;
    return people > 1 ? [block] : [];
  });
}

/** The rounds of a plan again: where the first person of each id sits. */
export const roundsOf = ({ ids, plan }) =>
  plan.seats.map((row) => Object.fromEntries(row.flatMap((at, k) => (at === AWAY ? [] : [[ids[k], at]])).reverse()));
