// One key a line: a digit says what came of the call and goes on; 4 stops at the hour; Enter goes on.
const form = document.querySelector("[data-calls]");
const lines = [...form.querySelectorAll("select")];
const last = form.querySelector("textarea, [type=submit]");
const go = (at) => (lines[at] ?? last).focus();

lines[0]?.focus();
form.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const row = event.target.closest("li");
  const at = lines.indexOf(row?.querySelector("select"));
  if (at < 0 || event.target === last) return;
  if (event.key === "Enter") {
    event.preventDefault();
    return go(at + 1);
  }
  if (event.target !== lines[at] || !/^\d$/.test(event.key) || !(event.key in lines[at].options)) return;
  event.preventDefault();
  lines[at].selectedIndex = Number(event.key);
  const hour = event.key === "4" && row.querySelector("input");
  if (hour) return hour.focus();
  go(at + 1);
});
