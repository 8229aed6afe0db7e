// Who met whom already this evening, and who must not.
import { AGAIN, APART } from "./facts.js";

/** What a meeting costs, knowing who met already this evening, and who must not. */
export function withMeetings(pairs, plan, lived) {
  const costs = pairs.map((row) => Int32Array.from(row));
  const add = (one, other, cost) => ((costs[one][other] += cost), (costs[other][one] += cost));
  for (const [one, other] of plan.apart) add(one, other, APART);
  for (const row of lived)
    for (let one = 0; one < row.length; one++)
      for (let other = 0; other < one; other++) if (row[one] >= 0 && row[one] === row[other]) add(one, other, AGAIN);
  return costs;
}
