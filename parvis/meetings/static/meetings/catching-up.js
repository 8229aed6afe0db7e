// Sends what waits and fetches what others did: at once, when the network is back, then now and again.
import { stillMine } from "./forgetting.js";
import { fetchRoom, sendAll } from "./sending.js";

const SOON = 4000;
const NOW_AND_AGAIN = 60000;
const LATEST = 300000;
let timer;
let wait = SOON;

/** `tell(what became of it)` after each try. Gives the function that tries at once. */
export function catchUp(meeting, tell) {
  async function meet(isFresh = false) {
    clearTimeout(timer);
    if (isFresh) wait = SOON;
    let became = await sendAll().catch(() => "away");
    if (became === "sent" || became === "nothing") became = await whatOthersDid(meeting, became);
    if (became === "signed-out" && !(await stillMine())) return location.replace("/");
    await tell(became);
    if (became === "refused") return; // tried again when the page is opened, or looked at again
    wait = became === "sent" ? SOON : Math.min(wait * 2, LATEST);
    timer = setTimeout(meet, became === "sent" ? NOW_AND_AGAIN : wait);
  }
  addEventListener("online", () => meet(true));
  document.addEventListener("visibilitychange", () => document.hidden || meet(true));
  return meet;
}

/** The answer to what was sent brought the list already. */
const whatOthersDid = (meeting, became) =>
  became === "sent" ? became : fetchRoom(meeting).catch(() => "away");
