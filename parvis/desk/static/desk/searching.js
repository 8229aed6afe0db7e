// « Qui appelle ? » while one types: the people found stand below the field, Enter opens the only one.
const PAUSE = 150;
const LEAST = 3;
const form = document.querySelector("form[data-search]");
const found = document.getElementById("found");
const field = form?.querySelector("input");
let before = null;
let timer = 0;
let shownFor = field?.value ?? "";

/** A part of the page the server writes. Nothing is shown when the session is over or the network is gone. */
const part = async (address, signal) => {
  const answer = await fetch(address, {
    headers: { "HX-Request": "true" }, redirect: "manual", cache: "no-store", signal,
  });
  if (!answer.ok) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html").body;
};

const look = async () => {
  const words = field.value.trim();
  before?.abort();
  if (words.length < LEAST) return found.replaceChildren();
  before = new AbortController();
  try {
    const answer = await part(`${form.action}?${new URLSearchParams({ qui: words })}`, before.signal);
    if (!answer) return;
    found.replaceChildren(...answer.childNodes);
    shownFor = words;
  } catch { /* the next letter asked again, or the button still works */ }
};

if (form && found) {
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  form.addEventListener("submit", (happening) => {
    const only = found.querySelectorAll("button[name=reason]");
    if (only.length !== 1 || shownFor !== field.value.trim()) return;
    happening.preventDefault();
    only[0].click();
  });
}
