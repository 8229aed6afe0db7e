// Everyone seated by lot, those first whose seat is not free: facilitators and theirs, blocks, who needs access.
const free = (table) => table.filter((one) => one < 0).length;
const taken = (table) => table.length - free(table);

/** (tables, seats) of one round; -1 is an empty seat. `here`: who is there, in the order of the lot. */
export function seatByLot(plan, facts, here, number, room) {
  const even = Math.ceil(here.length / room.length);
  for (const unit of unitsOf(plan, here)) {
    const may = room.map((_, t) => t).filter((t) => unit.every((one) => facts.allowed[one][t]));
    const fits = may.filter((t) => taken(room[t]) + unit.length <= even);
    const open = fits.length ? fits : room.map((_, t) => t).filter((t) => free(room[t]) >= unit.length);
    if (open.length) put(room[chosen(open, unit, facts, number, room)], unit);
    else for (const one of unit) put(room[least(room.map((_, t) => t), (t) => taken(room[t]))], [one]);
  }
}

function chosen(open, unit, facts, number, room) {
  const isLead = facts.leads[unit[0]];
  const unled = isLead ? open.filter((t) => !room[t].some((one) => one >= 0 && facts.leads[one])) : open;
  const turn = isLead ? number : 0;
  const rank = (t) => taken(room[t]) * 1024 + ((t + turn) % room.length);
  return least(unled.length ? unled : open, rank);
}

const least = (some, worth) => some.reduce((best, one) => (worth(one) < worth(best) ? one : best));

function put(table, unit) {
  for (const one of unit) table[table.indexOf(-1)] = one;
}

function unitsOf(plan, here) {
  const left = new Set(here);
  const take = (people) => people.filter((one) => left.delete(one));
  const leads = take(plan.facilitators);
  const led = leads.map((one) => [one, ...take(plan.together.find((block) => block.includes(one)) ?? [])]);
  const blocks = plan.together.map((block) => block.filter((one) => left.has(one))).filter((block) => block.length);
  blocks.sort((one, other) => other.length - one.length);
  blocks.forEach(take);
  const needing = take(plan.needing);
  return [...led, ...blocks, ...needing.map((one) => [one]), ...take(here).map((one) => [one])];
}
