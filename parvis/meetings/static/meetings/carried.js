// « Pas de réseau »: the programme as it was when this telephone last saw it.
import { say } from "./saying.js";
import { note } from "./vault.js";

const part = (name) => document.querySelector(`[data-part="${name}"]`);

function line(meeting) {
  const made = document.getElementById("line-meeting").content.firstElementChild.cloneNode(true);
  for (const place of made.querySelectorAll("[data-show]")) {
    place.textContent = meeting[place.dataset.show];
  }
  if (!meeting.is_cancelled) made.querySelector("[data-cancelled]").remove();
  return made;
}

const programme = await note("programme").catch(() => undefined);
if (programme && programme.owner === (await note("owner"))) {
  const still = (meeting) => meeting.ends > Date.now();
  for (const name of ["mine", "coming"]) {
    const lines = programme[name].filter(still).map(line);
    part(name).replaceChildren(...lines);
    part(name).closest("section").hidden = !lines.length;
  }
  say("as-of", "as-of", { when: programme.as_of });
}
addEventListener("online", () => location.reload());
