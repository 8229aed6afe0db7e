// Sends the steps of this page, one after the other; of several waiting looks only the last one leaves.
import { keep } from "./memory.js";

const PAUSE = 250; // between two steps: thirty in six seconds is what the door takes

/** `walk(step)` sends a step, `repeat()` says the last one again with the same number. */
export function walker(address, state) {
  const waiting = [];
  let last = null;
  let isBusy = false;

  function post(step) {
    const headers = { "Content-Type": "application/json" };
    const how = { method: "POST", credentials: "same-origin", headers, body: JSON.stringify(step) };
    return fetch(address, how).catch(() => null); // lost: the next one tells all there is to know
  }

  async function sendAll() {
    isBusy = true;
    while (waiting.length) {
      const step = waiting.shift();
      state.n = step.n = Math.max(state.n + 1, Date.now()); // grows, whatever the clock does
      keep(state);
      if (step.kind !== "point") last = step;
      await post(step);
      await new Promise((done) => setTimeout(done, PAUSE));
    }
    isBusy = false;
  }

  function walk(step) {
    const newest = waiting[waiting.length - 1];
    if (newest && newest.kind === "view" && step.kind === "view") waiting.pop();
    waiting.push(step);
    if (!isBusy) sendAll();
  }
  return { walk, repeat: () => last && post(last) };
}
