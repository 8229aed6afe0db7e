// Is an exchange allowed, and is it taken?
const CHANCES = 4096;
const UNIT = 65536;
const patience = Array.from({ length: CHANCES }, (_, k) => Math.round(-Math.log((k + 0.5) / CHANCES) * UNIT));

/** A gain always, a loss the more rarely as it is large for the heat. */
export const isTaken = (loss, heat, chance) => loss <= 0 || loss * UNIT <= heat * patience[chance];

const size = (table) => table.filter((one) => one >= 0).length;

/** Are all of them allowed at the other table, in the place of one who leads as they do, sizes holding? */
export function may({ allowed, leads }, [fewest, most], room, [here, ones], [there, twos]) {
  let balance = 0;
  for (let k = 0; k < ones.length; k++) {
    const [a, b] = [room[here][ones[k]], room[there][twos[k]]];
    if ((a >= 0 && !allowed[a][there]) || (b >= 0 && !allowed[b][here])) return false;
    if ((a < 0 ? 0 : leads[a]) !== (b < 0 ? 0 : leads[b])) return false;
    balance += (b < 0 ? 1 : 0) - (a < 0 ? 1 : 0);
  }
  if (!balance) return true;
  const [leaner, fuller] = balance > 0 ? [here, there] : [there, here];
  return size(room[leaner]) - Math.abs(balance) >= fewest && size(room[fuller]) + Math.abs(balance) <= most;
}
