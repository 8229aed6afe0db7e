// Keeps the bar of the visit as the server has it, when the visit says « ask again ».

/** `ask()` fetches the bar if it changed; `renewed(made)` is told what came. */
export function barKeeper(address, mark, renewed) {
  const where = `${address}?page=${encodeURIComponent(location.pathname)}`;
  let isAsking = false;
  let isAskedAgain = false;

  function replace(made) {
    const bar = document.querySelector("aside.visit");
    const fresh = made.querySelector("aside.visit");
    if (!bar || !fresh) return;
    const ways = () => Array.from(bar.querySelectorAll("a, button, input"));
    const focused = ways().indexOf(document.activeElement);
    const isOpen = Boolean(bar.querySelector("details[open]"));
    bar.dataset.standing = fresh.dataset.standing;
    bar.replaceChildren ? bar.replaceChildren(...fresh.childNodes) : (bar.innerHTML = fresh.innerHTML);
    const more = bar.querySelector("details");
    if (more) more.open = isOpen;
    if (focused >= 0 && ways()[focused]) ways()[focused].focus({ preventScroll: true });
  }

  async function look() {
    const how = { cache: "no-store", credentials: "same-origin", headers: { "If-None-Match": mark } };
    const answer = await fetch(where, how).catch(() => null);
    if (!answer || !answer.ok) return;
    mark = (answer.headers.get("ETag") || mark).replace(/^W\//, ""); // compressed on its way
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    replace(made);
    renewed(made);
  }

  return async function ask() {
    isAskedAgain = isAsking;
    if (isAsking) return;
    isAsking = true;
    do {
      isAskedAgain = false;
      await look();
    } while (isAskedAgain);
    isAsking = false;
  };
}
