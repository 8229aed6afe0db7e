// The choice of each: follow somebody, or look around alone. Kept from page to page in this tab.
import { keep } from "./memory.js";
import { exchange } from "./exchanging.js";

const isAway = (button) => Boolean(button.dataset.away);

/** What the buttons of the frame say; `chosen(who)` is called when somebody is; `renew(made)` takes the people of a bar that was fetched again. */
export function choosing(frame, me, state, chosen) {
  const list = frame.querySelector("[data-part=people]");
  const alone = frame.querySelector("[data-part=alone]");
  const buttons = () => Array.from(list.querySelectorAll("[data-follow]"));
  const numberOf = (button) => Number(button.dataset.follow);
  const namesOf = (some) => some.map((button) => button.dataset.name);

  /** Who joined follows whoever was there first, until they say otherwise. */
  function usual() {
    const first = buttons().map(numberOf).filter((number) => number < me)[0];
    return first || 0;
  }

  const followed = () => (state.follows === null ? usual() : state.follows);

  function draw() {
    const isThere = buttons().some((button) => numberOf(button) === state.follows);
    if (state.follows && !isThere) state.follows = 0; // who was followed has gone: their number may be another's
    buttons().forEach((button) => {
      button.setAttribute("aria-pressed", String(numberOf(button) === followed()));
    });
    alone.setAttribute("aria-pressed", String(!followed()));
    frame.querySelector(".ways").hidden = frame.hidden = !buttons().length;
  }

  function choose(number) {
    state.follows = number;
    keep(state);
    draw();
    if (number) chosen(number);
  }

  list.addEventListener("click", (tap) => {
    const button = tap.target.closest("[data-follow]");
    if (button) choose(numberOf(button));
  });
  alone.addEventListener("click", () => choose(0));
  draw();
  return {
    pointer: frame.querySelector("[data-part=point]"),
    followed,
    follows: (who) => followed() === who,
    isAway: (who) => buttons().some((button) => numberOf(button) === who && isAway(button)),
    name(who) {
      const button = buttons().find((one) => numberOf(one) === who);
      return button ? button.dataset.name : "";
    },
    /** Gives back who came and who went since; who is no longer before their screen, and who is again. */
    renew(made) {
      const fresh = made.querySelector("[data-part=people]");
      if (!fresh) frame.querySelector(".ways").hidden = frame.hidden = true; // no visit of ours any more
      if (!fresh) return { came: [], went: [], away: [], returned: [] };
      const before = namesOf(buttons());
      const gone = namesOf(buttons().filter(isAway));
      exchange(list, fresh);
      draw();
      const now = namesOf(buttons());
      const away = namesOf(buttons().filter(isAway));
      return {
        came: now.filter((name) => !before.includes(name)),
        went: before.filter((name) => !now.includes(name)),
        away: away.filter((name) => !gone.includes(name)),
        returned: gone.filter((name) => now.includes(name) && !away.includes(name)),
      };
    },
  };
}
