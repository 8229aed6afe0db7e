// Someone new: who may be the same person is shown while their name and number are typed.
const PAUSE = 300;
const LEAST = 5;
const form = document.querySelector("form[data-new]");
const place = document.getElementById("alike");
let before = null;
let timer = 0;

const look = async () => {
  const name = form.elements.name.value.trim();
  before?.abort();
  if (name.length < LEAST || place.querySelector("button[name=is_new]")) return;
  before = new AbortController();
  const asked = new URLSearchParams({ nom: name, coordonnee: form.elements.contact.value.trim() });
  try {
    const answer = await fetch(`${location.pathname}?${asked}`, {
      headers: { "HX-Request": "true" }, redirect: "manual", cache: "no-store", signal: before.signal,
    });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...page.body.childNodes);
  } catch { /* the server asks again when the form is sent */ }
};

if (form && place) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
}
