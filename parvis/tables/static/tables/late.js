// Late arrivals, early leavers: they take a place or leave one; nobody seated moves (mixing/plans.py).
import { factsOf } from "./facts.js";
import { place } from "./suiting.js";

export const AWAY = -1;

/** Someone takes a place in round `number` and in those after it. */
export function seat(plan, person, number) {
  const facts = factsOf(plan, plan.seats[0].length);
  const seats = plan.seats.map((row) => [...row]);
  for (let later = number; later < seats.length; later++) seats[later][person] = place(plan, facts, seats, later, person);
  return { ...plan, seats };
}

/** Someone leaves before round `number`. */
export const release = (plan, person, number) => ({
  ...plan,
  seats: plan.seats.map((row, k) => (k < number ? row : row.map((table, one) => (one === person ? AWAY : table)))),
});
