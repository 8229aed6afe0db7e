// « Mon espace »: the telephone takes the programme along, and is emptied by whoever leaves it.
import { say } from "./saying.js";
import { sendAll } from "./sending.js";
import { belong, startWorker } from "./telephone.js";
import { keepNote, waiting } from "./vault.js";

const PATIENCE = 5000;
const owner = document.querySelector("[data-telephone]").dataset.telephone;
const leaving = new AbortController();
let isWarned = false;

async function carry() {
  const how = { redirect: "manual", cache: "no-store", signal: leaving.signal };
  const answer = await fetch("/rencontres/a-emporter.json", how);
  if (!answer.ok) return;
  const programme = await answer.json();
  leaving.signal.throwIfAborted();
  await keepNote("programme", programme);
  leaving.signal.throwIfAborted();
  if (await startWorker()) say("carried", "carried");
}

/** Leaving empties this telephone: what was not sent yet is sent first, or the person decides. */
async function leave(event) {
  if (isWarned || !event.target.closest("[data-telephone]")) return;
  event.preventDefault();
  leaving.abort();
  await Promise.race([carrying, new Promise((late) => setTimeout(late, PATIENCE))]); // nothing is written after
  await sendAll().catch(() => "away");
  const n = (await waiting(owner).catch(() => [])).length;
  isWarned = true;
  if (n) say("unsent", "unsent", { n });
  else event.target.submit();
}

addEventListener("submit", leave);
const carrying = belong(owner).then(sendAll).then(carry).catch(() => {});
