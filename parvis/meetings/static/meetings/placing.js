// « Placer »: a small window with the tables in use, the next one, and a field for another name.
import { tablesFor } from "./reading-rows.js";

const box = document.getElementById("placing");

export const LEAVES = Symbol("leaves");

/** Ask where somebody sits; gives a table, an empty text for none, LEAVES, or undefined when nothing was chosen. */
export function askTable(row, rows) {
  box.querySelector("[data-show=name]").textContent = row.name;
  box.querySelector("[data-tables]").replaceChildren(...tablesFor(rows).map(choice));
  box.querySelector("input").value = "";
  box.returnValue = "";
  box.showModal();
  return new Promise((done) => box.addEventListener("close", () => done(chosen()), { once: true }));
}

function choice(table) {
  const button = document.getElementById("one-table").content.firstElementChild.cloneNode(true);
  button.value = `table ${table}`;
  button.querySelector("[data-show=table]").textContent = table;
  return button;
}

function chosen() {
  const [what, ...table] = box.returnValue.split(" ");
  if (what === "table") return table.join(" ");
  if (what === "written") return box.querySelector("input").value.trim().slice(0, 12) || undefined;
  if (what === "leaves") return LEAVES;
  return what === "none" ? "" : undefined;
}
