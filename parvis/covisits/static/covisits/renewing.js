// Keeps the page of the visit itself true (our list, who comes, the dates): its parts marked `data-live`.
import { all, exchange } from "./exchanging.js";
import { isFilled } from "./forms.js";

/** What a part says and how it stands: two of the same are not exchanged, secrets of forms apart. */
function saying(part) {
  const words = part.cloneNode(true);
  all(words, "[name=csrfmiddlewaretoken]").forEach((one) => one.remove());
  all(words, "details[open]").forEach((one) => one.removeAttribute("open"));
  return words.innerHTML;
}

/** Whether something is being written in there: then it is left alone. */
function isBusy(part) {
  const field = document.activeElement;
  return (part.contains(field) && field.matches("input, textarea, select")) || all(part, "input, textarea").some(isFilled);
}

/** Fetch this page again and exchange its parts that changed; nothing on a page that has none. */
export async function renewPage() {
  const parts = all(document, "main [data-live]");
  if (!parts.length) return;
  const answer = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
  if (!answer || !answer.ok || new URL(answer.url).pathname !== location.pathname) return;
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  parts.forEach((part) => {
    const fresh = made.querySelector(`main [data-live="${part.dataset.live}"]`);
    if (fresh && !isBusy(part) && saying(fresh) !== saying(part)) exchange(part, fresh);
  });
}
