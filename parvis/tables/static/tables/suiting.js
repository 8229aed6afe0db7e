// The table that suits somebody best, while nobody seated moves.
import { common } from "./costing.js";

const at = (row, table) => row.flatMap((here, one) => (here === table ? [one] : []));

export function place(plan, facts, seats, number, person) {
  const needs = plan.needing.includes(person) && plan.accessible.length;
  const open = needs ? plan.accessible : [...Array(plan.tables).keys()];
  const shunned = plan.apart
    .filter((pair) => pair.includes(person))
    .map(([one, other]) => seats[number][one === person ? other : one]);
  const rest = open.filter((table) => !shunned.includes(table));
  const tables = (rest.length ? rest : open).map((table) => ({ table, there: at(seats[number], table) }));
  const fewest = Math.min(...tables.map(({ there }) => there.length));
  const fit = tables.filter(({ there }) => there.length === fewest);
  const burdens = fit.map(({ there }) => burden(facts, seats.slice(0, number), person, there));
  return fit[burdens.reduce((best, one, k) => (isLess(one, burdens[best]) ? k : best), 0)].table;
}

/** Smaller is better: a language in common, company, second meetings, the past and likeness. */
function burden({ bands, speaks, pairs }, before, person, there) {
  const isLonely = (k) => there.length && bands[person][k] >= 0 && there.every((one) => bands[one][k] !== bands[person][k]);
  const again = before.flatMap((row) => (row[person] < 0 ? [] : there.filter((one) => row[one] === row[person])));
  return [
    common([...there, person], speaks) === 0 ? 1 : 0,
    bands[person].filter((_, k) => isLonely(k)).length,
    again.length,
    there.reduce((sum, one) => sum + pairs[person][one], 0),
  ];
}

const isLess = (one, other) => {
  const k = one.findIndex((part, at) => part !== other[at]);
  return k >= 0 && one[k] < other[k];
};
