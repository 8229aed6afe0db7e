// How many came together with one row, and how many people are ticked in all.
const field = (box) => box.form.elements[`people-${box.value}`];

/** A field for so many, beside a row that had none. */
function fieldFor(box) {
  const input = document.createElement("input");
  Object.assign(input, { type: "number", name: `people-${box.value}`, min: 1, max: 99, className: "short" });
  input.setAttribute("aria-label", box.labels[0].textContent);
  box.closest("li").append(input);
  return input;
}

export function together(box, people) {
  if (box.name !== "here" || (people < 2 && !field(box))) return;
  (field(box) ?? fieldFor(box)).value = people;
}

export function say(boxes, count) {
  const ticked = boxes.filter((box) => box.checked);
  count.parentElement.hidden = false;
  count.textContent = ticked.reduce((sum, box) => sum + Number(field(box)?.value || 1), 0);
}
