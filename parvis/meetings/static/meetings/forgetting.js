// What leaves this telephone: everything when somebody leaves it, old lists by themselves.
import { all, note, write } from "./vault.js";

const DAY = 86400000;

/** Nothing of anybody is left: lists, taps, the programme, kept pages, the worker. */
export async function wipe() {
  await write((store) => ["taps", "rooms", "notes"].forEach((name) => store(name).clear()));
  for (const name of (await self.caches?.keys()) ?? []) await caches.delete(name);
  const worker = self.registration ?? (await navigator.serviceWorker?.getRegistration("/"));
  await worker?.unregister();
}

/** Asked on line when the session is gone: may its person still be here? If not, wipe. */
export async function stillMine() {
  const owner = await note("owner");
  if (!owner) return true;
  try {
    const answer = await fetch(`/telephone/${encodeURIComponent(owner)}/`, { cache: "no-store" });
    if (!answer.ok || (await answer.json()).keep) return true;
  } catch {
    return true; // no network: nothing is known
  }
  await wipe();
  return false;
}

/** Lists leave two days after their meeting, taps nobody could send a month after it. */
export async function tidy(now = Date.now()) {
  const rooms = (await all("rooms")).filter((room) => room.until < now);
  const taps = (await all("taps")).filter((tap) => tap.until + 28 * DAY < now);
  if (!rooms.length && !taps.length) return;
  await write((store) => {
    for (const room of rooms) store("rooms").delete(room.meeting);
    for (const tap of taps) store("taps").delete(tap.n);
  });
}
