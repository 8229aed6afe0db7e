// Draws the list of the room: the same lines as the server's, made from the page's templates.
import { byTable, twins } from "./reading-rows.js";
import { filled } from "./saying.js";

const part = (name) => document.querySelector(`[data-part="${name}"]`);

/** One line: `data-show` takes a value (gone without one), buttons know their row and say whose it is. */
function line(kind, row, values) {
  const made = document.getElementById(`line-${kind}`).content.firstElementChild.cloneNode(true);
  for (const place of made.querySelectorAll("[data-show]")) {
    const value = values[place.dataset.show];
    if (!value) place.remove();
    else if (value !== true) place.textContent = filled(place.dataset.as ?? "{value}", { value });
  }
  for (const button of made.querySelectorAll("button")) {
    button.row = row;
    button.setAttribute("aria-label", filled(button.dataset.label, values));
  }
  return made;
}

const person = (kind) => (row) =>
  line(kind, row, { ...row, more: row.people - 1, waiting: row.is_waiting, sent: !row.is_waiting });
const table = ([name, at]) => line("table", at, { name, names: at.map((row) => row.name).join(", ") });
const pair = (rows) => line("twins", rows, { name: rows[0].name });
const left = (tap) => line("refused", tap, tap);
const people = (rows) => rows.reduce((sum, row) => sum + row.people, 0);

/** Put the rows, and what could not be sent, in the page. Focus stays at its line, or at the next one. */
export function draw(rows, refused) {
  const toCome = rows.filter((row) => !row.is_here).sort((a, b) => a.name.localeCompare(b.name, "fr"));
  const here = rows.filter((row) => row.is_here).reverse();
  const lines = { "to-come": toCome.map(person("to-come")), here: here.map((row) => person(row.left.length ? "left" : "here")(row)) };
  lines.tables = byTable(here).map(table);
  Object.assign(lines, { twins: twins(here).map(pair), refused: refused.map(left) });
  const focusAgain = whereFocusIs();
  for (const [name, made] of Object.entries(lines)) part(name).replaceChildren(...made);
  part("here-title").hidden = !here.length;
  part("tables-title").hidden = !lines.tables.length;
  part("count").textContent = `${people(here)}/${people(rows)}`;
  focusAgain();
}

function whereFocusIs() {
  const list = document.activeElement?.closest("ul[data-part]");
  const index = list ? [...list.querySelectorAll("button")].indexOf(document.activeElement) : -1;
  return () => {
    if (index < 0) return;
    const now = list.querySelectorAll("button");
    (now[Math.min(index, now.length - 1)] ?? part("title")).focus();
  };
}
