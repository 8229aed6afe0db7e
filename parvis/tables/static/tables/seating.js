// The tables in the room's page: whom to seat, and, without network, composing and the next round.
import { filled } from "../meetings/saying.js";
import { asSeated, eveningOf, idOf, keepEvening } from "./evenings.js";
import { composed, nextRound, tableFor } from "./turning.js";

const page = document.querySelector("[data-room]");
const part = (name) => page.querySelector(`[data-seating="${name}"]`);
let evening = null;

async function show() {
  const { room, rows } = page.shown;
  evening = await eveningOf(room);
  const isAway = page.dataset.became === "away" || !navigator.onLine;
  const here = rows.filter((row) => row.is_here && !row.left.length);
  for (const online of document.querySelectorAll("[data-online]")) online.hidden = isAway;
  part("compose").hidden = !isAway || Boolean(evening?.present) || here.length < 2;
  part("turn").hidden = !isAway || !evening?.present;
  if (evening?.present) part("number").textContent = filled(part("number").dataset.as, { value: evening.present });
  const late = evening?.present ? here.filter((row) => !row.table && row.taps.length) : [];
  part("late").replaceChildren(...late.map((row) => line(room, rows, row)));
  part("all").hidden = ["compose", "turn"].every((name) => part(name).hidden) && !late.length;
}

function line(room, rows, row) {
  const made = document.getElementById("line-late").content.firstElementChild.cloneNode(true);
  const table = asSeated(evening, rows).names[tableFor(room, rows, evening, row)];
  const values = { name: row.name, table };
  for (const place of made.querySelectorAll("[data-show]")) place.textContent = values[place.dataset.show];
  const button = made.querySelector("button");
  button.setAttribute("aria-label", filled(button.dataset.label, values));
  button.addEventListener("click", () => {
    part("said").textContent = filled(part("said").dataset.late, values);
    page.shown.tap(row.name, { kind: "table", about: row.taps[0], table });
  });
  return made;
}

/** Everyone to their table of the round: first that it began, then each who sits elsewhere. */
async function begin(next) {
  const { room, rows, tap } = page.shown;
  const at = Date.now() + (room.ahead ?? 0);
  const tables = next.rounds[next.present - 1];
  const moving = rows.filter((row) => row.is_here && !row.left.length && row.taps.length && tables[idOf(row)] !== undefined);
  const seated = moving.map((row) => ({ kind: "table", at: at + 1, about: row.taps[0], table: next.names[tables[idOf(row)]] }));
  await keepEvening(room.meeting, next);
  await tap(part("title").textContent, { kind: "round", at, table: String(next.present) }, ...seated);
}

part("compose").addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation();
  const seats = Math.min(Math.max(Number(event.target.elements.seats.value) || 4, 2), 20);
  begin(composed(page.shown.room, page.shown.rows, seats));
});
part("next").addEventListener("click", () => begin(nextRound(page.shown.room, page.shown.rows, evening)));
document.addEventListener("room", show);
for (const change of ["online", "offline"]) addEventListener(change, () => page.shown && show());
if (page.shown) show();
