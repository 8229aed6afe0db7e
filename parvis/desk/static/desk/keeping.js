// The session ended while one typed? What stood in the form comes back with it, in this tab only.
const PREFIX = "parvis.desk.";
const forms = [...document.querySelectorAll("form[data-kept]")];
const keys = (store) => Object.keys(store).filter((key) => key.startsWith(PREFIX));

// An act was done: what was typed for it is not needed any more.
if (document.querySelector("main > .notice.success")) {
  for (const key of keys(sessionStorage)) sessionStorage.removeItem(key);
}

const fields = (form) => [...form.querySelectorAll("input:not([type=hidden], [type=checkbox]), textarea, select")];

for (const form of forms) {
  const key = PREFIX + form.dataset.kept;
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}");
  for (const field of fields(form)) {
    if (field.name in kept && (!field.value || field.closest("details:not([open])"))) {
      field.value = kept[field.name];
      field.closest("details")?.setAttribute("open", "");
    }
  }
  form.addEventListener("input", () => {
    const typed = fields(form).map((field) => [field.name, field.value]);
    sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(typed)));
  });
}
