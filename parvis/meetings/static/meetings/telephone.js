// This telephone and its person: whose things it holds, and the worker that answers without network.
import { tidy } from "./tidying.js";
import { all, note, write } from "./vault.js";

/** From now on this telephone is this person's; lists of anybody else leave it, their unsent taps wait. */
export async function belong(owner) {
  const former = await note("owner");
  await write((store) => {
    if (former !== owner) {
      store("rooms").clear();
      store("notes").clear();
    }
    store("notes").put({ name: "owner", value: owner });
  });
  await tidy();
}

/** How many taps of other people wait here, unseen. */
export async function ofOthers(owner) {
  return (await all("taps")).filter((tap) => tap.owner !== owner).length;
}

/** The worker's registration once pages open without network; null where that cannot be. */
export async function startWorker() {
  try {
    await navigator.serviceWorker.register("/service-worker.js", { type: "module" });
    return await navigator.serviceWorker.ready;
  } catch {
    return null;
  }
}

/** Ask the telephone to send by itself once there is network, even with the page closed. */
export async function sendLater(worker) {
  await worker?.sync?.register("gestes").catch(() => {});
}

/** Ask the browser not to throw away what waits when it lacks room; it may say no. */
export const holdOn = () => navigator.storage?.persist?.().catch(() => false);
