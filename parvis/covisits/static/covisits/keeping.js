// Keeps the bar of the visit as the server has it, when the visit says « ask again ».
import { exchange } from "./exchanging.js";

/** `ask()` fetches the bar of this page if it changed (`here`: empty for a page nobody is told of); `renewed(made)` is told what came. */
export function barKeeper(address, here, mark, renewed) {
  const where = `${address}?page=${encodeURIComponent(here)}`;
  let isAsking = false;
  let isAskedAgain = false;

  function replace(made) {
    const bar = document.querySelector("aside.visit");
    const fresh = made.querySelector("aside.visit");
    if (bar && !fresh) bar.remove(); // left in another tab: nothing of the visit stays here either
    if (!bar || !fresh) return;
    const wasOpen = Boolean(bar.querySelector("details[open]"));
    bar.dataset.standing = fresh.dataset.standing;
    bar.className = fresh.className;
    exchange(bar, fresh);
    const more = bar.querySelector("details");
    if (more) more.open = wasOpen; // even when somebody came, and it is called otherwise
  }

  async function look() {
    const how = { cache: "no-store", credentials: "same-origin", headers: { "If-None-Match": mark } };
    const answer = await fetch(where, how).catch(() => null);
    const words = answer && answer.ok ? await answer.text().catch(() => null) : null; // cut on its way
    if (words === null) return;
    mark = (answer.headers.get("ETag") || mark).replace(/^W\//, ""); // compressed on its way
    const made = new DOMParser().parseFromString(words, "text/html");
    replace(made);
    renewed(made);
  }

  return async function ask() {
    isAskedAgain = isAsking;
    if (isAsking) return;
    isAsking = true;
    do {
      isAskedAgain = false;
      await look();
    } while (isAskedAgain);
    isAsking = false;
  };
}
