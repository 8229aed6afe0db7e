// « Mettre en attente » at the top of a person's page takes along what stands in the forms below.
for (const hold of document.querySelectorAll("form[data-hold]")) {
  hold.addEventListener("submit", () => {
    hold.querySelectorAll("[data-along]").forEach((one) => one.remove());
    for (const field of document.querySelectorAll("main form[method=post] :is(input, select, textarea)")) {
      if (field.type === "hidden" || (field.type === "radio" && !field.checked)) continue;
      if (!field.name || !field.value || isUntouched(field)) continue;
      const along = document.createElement("input");
      Object.assign(along, { type: "hidden", name: field.name, value: field.value });
      along.dataset.along = "";
      hold.append(along);
    }
  });
}

/** A field that says what it said when the page came, and was not taken up from a call that waited. */
function isUntouched(field) {
  if (field.type === "radio") return field.checked === field.defaultChecked && !field.defaultChecked;
  if (field.tagName === "SELECT") return !field.closest("details")?.querySelector("textarea")?.value;
  return field.value === field.defaultValue && !field.closest("details[open]");
}
