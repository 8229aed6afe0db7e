// Shows what others changed: asks now and again, and touches the page only when something did.
const EVERY = 4000;
const LATEST = 30000;
const PATIENCE = 10000;

/** Keep a part of the page as the server has it; `shown()` after each change. */
export function keepUp(part, shown) {
  const away = document.querySelector("[data-part=away]");
  let mark = `"${part.dataset.mark}"`;
  let wait = EVERY;

  async function look() {
    const how = { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout?.(PATIENCE) };
    const answer = await fetch(part.dataset.keepsUp, { ...how, headers: { "If-None-Match": mark } }).catch(() => null);
    const isHeard = answer && (answer.ok || answer.status === 304);
    if (answer?.ok) {
      mark = answer.headers.get("ETag");
      const made = new DOMParser().parseFromString(await answer.text(), "text/html");
      part.replaceChildren(...made.body.childNodes);
      shown();
    }
    if (away) away.hidden = Boolean(isHeard);
    wait = isHeard ? EVERY : Math.min(wait * 2, LATEST);
    if (answer?.status !== 404) setTimeout(look, wait); // the evening is over, or the address was never one
  }
  setTimeout(look, EVERY);
  shown();
}
