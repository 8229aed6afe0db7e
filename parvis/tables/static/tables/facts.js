// What does not change while people are seated: what each meeting costs, who may sit where, with whom.
export const AGAIN = 1 << 13; // a second meeting this evening; a whole difference is 1 << 10
export const APART = 1 << 16;

/** From what was carried (mixing/carrying.py). With more people than it knew, the last ones said nothing.
 *  Who is not `here` keeps nobody company. */
export function factsOf(plan, people, here) {
  const known = plan.bands.length;
  const pairs = Array.from({ length: people }, () => new Int32Array(people));
  let at = 0;
  for (let one = 1; one < known; one++)
    for (let other = 0; other < one; other++) pairs[one][other] = pairs[other][one] = plan.pairs[at++];
  const blocks = new Int32Array(people).fill(-1);
  plan.together.forEach((block, number) => block.forEach((one) => (blocks[one] = block.length > 1 ? number : -1)));
  const leads = new Int8Array(people);
  for (const one of plan.facilitators) leads[one] = 1;
  const unsaid = plan.bands[0]?.map(() => -1) ?? [];
  const bands = Array.from({ length: people }, (_, one) => (here?.has(one) === false ? unsaid : plan.bands[one] ?? unsaid));
  const speaks = Array.from({ length: people }, (_, one) => plan.speaks[one] ?? 0);
  return { people, pairs, blocks, leads, bands, speaks, allowed: allowedIn(plan, people), company: company(bands) };
}

function allowedIn(plan, people) {
  const allowed = Array.from({ length: people }, () => new Array(plan.tables).fill(true));
  if (plan.accessible.length)
    for (const one of plan.needing) allowed[one] = allowed[one].map((_, table) => plan.accessible.includes(table));
  if (plan.are_staying)
    plan.facilitators.slice(0, plan.tables).forEach((one, table) => {
      allowed[one] = allowed[one].map((_, other) => other === table);
    });
  return allowed;
}

/** For each attribute in care, the bands which more than one person is of. */
function company(bands) {
  return (bands[0] ?? []).map((_, k) => {
    const count = new Map();
    for (const row of bands) count.set(row[k], (count.get(row[k]) ?? 0) + 1);
    return (band) => band >= 0 && count.get(band) > 1;
  });
}
