// Who moves with whom, and what it changes to take someone from a table or to bring them.
import { AGAIN } from "./facts.js";

/** The seats of who moves with this seat's person. */
export function unitOf(table, seat, blocks) {
  const block = table[seat] < 0 ? -1 : blocks[table[seat]];
  const found = [seat];
  if (block < 0) return found;
  table.forEach((one, other) => other !== seat && one >= 0 && blocks[one] === block && found.push(other));
  return found;
}

/** Add seats of people who move alone, or empty ones, up to the number wanted. */
export function fill(table, found, wanted, blocks) {
  for (let seat = 0; seat < table.length && found.length < wanted; seat++)
    if ((table[seat] < 0 || blocks[table[seat]] < 0) && !found.includes(seat)) found.push(seat);
}

/** Take the person of this seat away (-1) or bring them (1); what their meetings change. */
export function count(evening, table, seat, step) {
  const person = table[seat];
  if (person < 0) return 0;
  const [counts, pairs] = [evening.counts[person], evening.pairs[person]];
  let change = 0;
  for (let other = 0; other < table.length; other++) {
    const near = table[other];
    if (other === seat || near < 0) continue;
    const met = counts[near] - (step > 0 ? 0 : 1);
    change += step * (pairs[near] + (met > 0 ? AGAIN : 0));
    counts[near] += step;
    evening.counts[near][person] += step;
  }
  return change;
}
