// One key a person: x (came), a digit (so many came together), Enter or ↓ (on to the next), ↑ (back).
import { say, together } from "./counting.js";

const form = document.querySelector("[data-typing]");
const boxes = [...form.querySelectorAll(".rows [type=checkbox]")];
const fields = [...form.querySelectorAll(".blanks input")];
const button = form.querySelector("button[type=submit]");
const count = form.querySelector("[data-count]");
const go = (at) => (boxes[at] ?? fields[0] ?? button).focus();

/** Enter elsewhere never sends half a sheet: on to the next field; an empty first name is the end. */
function enter(event) {
  if (event.key !== "Enter" || event.target === button) return;
  event.preventDefault();
  const at = fields.indexOf(event.target);
  if (at < 0) return go(boxes.findIndex((box) => box.closest("li").contains(event.target)) + 1);
  (event.target.value || at % 2 ? (fields[at + 1] ?? button) : button).focus();
}

form.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const box = event.target, at = boxes.indexOf(box), key = event.key.toLowerCase();
  if (at < 0) return enter(event);
  if (!/^([0-9x]|enter|arrow(up|down))$/.test(key)) return;
  event.preventDefault();
  if (key === "x" || key > "0" && key <= "9") box.checked = true;
  if (key === "0") box.checked = false;
  if (key > "0" && key <= "9") together(box, Number(key));
  say(boxes, count);
  go(key === "arrowup" ? Math.max(at - 1, 0) : at + 1);
});
form.addEventListener("input", () => say(boxes, count));
say(boxes, count);
