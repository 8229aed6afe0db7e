// Ask or offer: who offers it already is shown while one types. Without JavaScript, the next page shows it.
const PAUSE = 300;
const LEAST = 4;
const form = document.querySelector("form[data-notice]");
const place = document.getElementById("alike");
let before = null;
let timer = 0;

const look = async () => {
  const words = form.elements.words.value.trim();
  before?.abort();
  if (words.length < LEAST) return place.replaceChildren();
  before = new AbortController();
  const asked = new URLSearchParams({ quoi: form.elements.direction.value, mots: words });
  try {
    const answer = await fetch(`${location.pathname}?${asked}`, {
      headers: { "HX-Request": "true" }, redirect: "manual", cache: "no-store", signal: before.signal,
    });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...page.body.childNodes);
  } catch { /* the next page shows it */ }
};

if (form && place) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
}
