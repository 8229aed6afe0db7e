// A shared tablet: a warning before it closes, one tap to go on, nothing kept by the Back button.
// Without this script the page itself goes to the warning (noscript in desk/kiosk/_frame.html).
const box = document.getElementById("rest");
if (box) {
  const form = box.querySelector("form");
  const warnsIn = Number(box.dataset.warnsIn) * 1000;
  const closesIn = Number(box.dataset.closesIn) * 1000;
  let since = Date.now(); // the last sign of life
  let told = since; // when the server last heard of one
  let before = null; // what had the focus

  const close = () => location.replace(box.dataset.end);

  async function goOn() {
    told = Date.now();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "error" }).catch(() => null);
    if (!answer || answer.status !== 204) close();
  }

  function live() {
    if (!box.hidden) return; // the warning is answered by its button
    since = Date.now();
    if (since - told > warnsIn / 3) goOn();
  }

  function look() {
    const rested = Date.now() - since; // a tablet that slept wakes up late, and closes at once
    if (rested >= closesIn) close();
    else if (rested >= warnsIn && box.hidden) {
      before = document.activeElement;
      box.hidden = false;
      form.querySelector("button").focus();
    }
  }

  for (const kind of ["pointerdown", "keydown", "input", "wheel", "touchmove"]) {
    addEventListener(kind, live, { passive: true });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    box.hidden = true;
    since = Date.now();
    goOn();
    if (before && before.isConnected) before.focus();
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  setInterval(look, 500);
}
