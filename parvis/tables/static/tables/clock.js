// The time of a round, counted down; by the server's clock, which telephones rarely keep.
const two = (number) => String(number).padStart(2, "0");
let ahead = 0;

/** A page that came says what time it is there. */
export function setClock() {
  const now = Number(document.querySelector("[data-now]")?.dataset.now);
  if (now) ahead = now - Date.now();
  tick();
}

function tick() {
  for (const clock of document.querySelectorAll("[data-ends]")) {
    const left = Math.ceil((Number(clock.dataset.ends) - Date.now() - ahead) / 1000);
    clock.textContent = left > 0 ? `${Math.floor(left / 60)}:${two(left % 60)}` : clock.dataset.over;
    clock.classList.toggle("soon", left <= 60);
  }
}
setInterval(tick, 1000);
