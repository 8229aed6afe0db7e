// Hears the visit through a stream; asks now and again where a stream does not come through.
const LATE = 6000; // a stream that has said nothing yet: something on the way holds it back
const EVERY = 4000;
const LATEST = 30000;
const CLOSED = 2;

/** Call `told.step(step)`, `told.ask(isNew)` and `told.over()` as they come, until the visit is over.

isNew: the stream has just begun, perhaps before a server that knows nothing of us yet. */
export function hear(stream, steps, told) {
  let source = null;
  let late = 0;
  let asking = 0;
  let wait = EVERY;
  let isNew = true;
  let turns = 0; // what was asked before the page was hidden, shown again or let out is answered in vain

  function close() {
    turns += 1;
    clearTimeout(late);
    clearTimeout(asking);
    if (source) source.close();
    source = null;
  }

  function end() {
    close();
    document.removeEventListener("visibilitychange", turn);
    removeEventListener("online", turn);
    told.over();
  }

  function open() {
    close();
    source = new EventSource(stream);
    isNew = true;
    late = setTimeout(fallBack, LATE);
    source.addEventListener("ask", () => {
      clearTimeout(late);
      wait = EVERY;
      told.ask(isNew);
      isNew = false;
    });
    source.addEventListener("step", (said) => told.step(JSON.parse(said.data)));
    source.addEventListener("over", end);
    source.addEventListener("elsewhere", close); // a newer page of ours listens; back here, this one will
    source.onerror = () => {
      isNew = true;
      if (source && source.readyState === CLOSED) fallBack(); // otherwise the browser tries again itself
    };
  }

  function fallBack() {
    close();
    asking = setTimeout(ask, wait);
  }

  async function ask() {
    const asked = turns;
    const answer = await fetch(steps, { cache: "no-store", credentials: "same-origin" }).catch(() => null);
    const said = answer && answer.ok ? await answer.json().catch(() => null) : null; // cut on its way
    if (asked !== turns) return undefined;
    if (answer && (answer.status === 410 || answer.status === 403)) return end();
    if (said) {
      said.forEach(told.step);
      told.ask(true);
    }
    wait = Math.min(wait * 2, LATEST);
    return wait < LATEST ? fallBack() : open(); // perhaps it comes through by now
  }

  function turn() {
    if (document.hidden) close(); // nobody looks: nothing is held, neither here nor there
    else open();
  }
  document.addEventListener("visibilitychange", turn);
  addEventListener("online", turn); // the network is back: at once, and not in half a minute
  if (!document.hidden) open();
}
