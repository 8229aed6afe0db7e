// Everything leaves this telephone when its person leaves it, or may no longer be here.
import { note, write } from "./vault.js";

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
