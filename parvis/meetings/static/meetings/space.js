// « Mon espace »: the telephone takes the programme along, and is emptied by whoever leaves it.
import { say } from "./saying.js";
import { sendAll } from "./sending.js";
import { belong, startWorker } from "./telephone.js";
import { keepNote, waiting } from "./vault.js";

const owner = document.querySelector("[data-telephone]").dataset.telephone;
let isWarned = false;

async function carry() {
  const answer = await fetch("/rencontres/a-emporter.json", { redirect: "manual", cache: "no-store" });
  if (!answer.ok) return;
  await keepNote("programme", await answer.json());
  if (await startWorker()) say("carried", "carried");
}

/** Leaving empties this telephone: what was not sent yet is sent first, or the person decides. */
async function leave(event) {
  if (isWarned || !event.target.closest("[data-telephone]")) return;
  event.preventDefault();
  await sendAll().catch(() => "away");
  const n = (await waiting(owner).catch(() => [])).length;
  isWarned = true;
  if (n) say("unsent", "unsent", { n });
  else event.target.submit();
}

addEventListener("submit", leave);
belong(owner).then(sendAll).then(carry).catch(() => {});
