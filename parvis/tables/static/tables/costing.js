// What a table costs by itself, whoever met whom.
const ALONE = 1 << 16;
const SPEECHLESS = 1 << 16;
const LANGUAGES = 16;

/** The languages everybody at a table has in common: 0 when there is none. */
export const common = (seated, speaks) => seated.reduce((all, one) => all & (speaks[one] || -1), -1);

/** What a table costs by itself: people alone of their band, no language in common. */
export function ofTable(table, { bands, speaks, company }) {
  const seated = table.filter((one) => one >= 0);
  let cost = 0;
  for (let k = 0; k < company.length; k++)
    for (const one of seated)
      if (company[k](bands[one][k]) && !seated.some((other) => other !== one && bands[other][k] === bands[one][k]))
        cost += ALONE;
  return common(seated, speaks) ? cost : cost + SPEECHLESS * strangersToAll(seated, speaks);
}

function strangersToAll(seated, speaks) {
  let fewest = Infinity;
  for (let language = 0; language < LANGUAGES; language++)
    fewest = Math.min(fewest, seated.filter((one) => speaks[one] && !((speaks[one] >> language) & 1)).length);
  return fewest;
}
