// Is somebody filling in a form here? Then this page is never left for them.
const APART = ".visit, .following";
let isTouched = false;

document.addEventListener("input", (event) => {
  isTouched = isTouched || !event.target.closest(APART);
});
document.addEventListener("submit", (event) => {
  if (!event.target.closest(APART)) isTouched = true; // on its way: nothing may overtake it
});

/** Whether somebody changed this field since the page came. */
export function isFilled(field) {
  if (field.type === "hidden" || field.closest(APART)) return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return field.value !== undefined && field.defaultValue !== undefined && field.value !== field.defaultValue;
}

/** True while leaving would lose something, or a form that came back waits to be mended. */
export function isFillingIn() {
  const field = document.activeElement;
  const isIn = Boolean(field && field.matches("input, textarea, select") && !field.closest(APART));
  const fields = Array.from(document.querySelectorAll("main input, main textarea"));
  return isTouched || isIn || Boolean(document.querySelector("main .errors")) || fields.some(isFilled);
}
