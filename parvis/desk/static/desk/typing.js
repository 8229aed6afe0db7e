// One key a person: x (came), a digit (so many came together), Enter or ↓ (on to the next), ↑ (back).
const form = document.querySelector("[data-typing]");
const boxes = [...form.querySelectorAll(".rows [type=checkbox]")];
const fields = [...form.querySelectorAll(".blanks input")];
const button = form.querySelector("button[type=submit]");
const count = form.querySelector("[data-count]");

const field = (box) => form.elements[`people-${box.value}`];

function say() {
  const ticked = boxes.filter((box) => box.checked);
  count.parentElement.hidden = false;
  count.textContent = ticked.reduce((sum, box) => sum + Number(field(box)?.value || 1), 0);
}

function together(box, people) {
  if (box.name !== "here") return;
  let input = field(box);
  if (!input && people < 2) return;
  if (!input) {
    input = Object.assign(document.createElement("input"), { type: "number", name: `people-${box.value}`, min: 1, max: 99, className: "short" });
    input.setAttribute("aria-label", box.labels[0].textContent);
    box.closest("li").append(input);
  }
  input.value = people;
}

const go = (at) => (boxes[at] ?? fields[0] ?? button).focus();

form.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const at = boxes.indexOf(event.target);
  if (at < 0) {
    if (event.key !== "Enter" || event.target === button) return;
    event.preventDefault();
    const next = fields.indexOf(event.target);
    if (next < 0) return go(boxes.findIndex((box) => box.closest("li").contains(event.target)) + 1);
    return (event.target.value || next % 2 ? (fields[next + 1] ?? button) : button).focus();
  }
  const box = event.target;
  if (/^[0-9]$/.test(event.key)) {
    box.checked = event.key !== "0";
    if (box.checked) together(box, Number(event.key));
  } else if (event.key.toLowerCase() === "x") box.checked = true;
  else if (event.key === "ArrowUp") { event.preventDefault(); return at && go(at - 1); }
  else if (event.key !== "Enter" && event.key !== "ArrowDown") return;
  event.preventDefault();
  say();
  go(at + 1);
});
form.addEventListener("input", say);
say();
