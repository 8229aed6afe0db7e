// Names a part of the page so that a wide and a narrow screen, with other rights, find the same one, or none.
import { EYES } from "./looking.js";

const PARTS = "h1, h2, h3, h4, li, article, p, dt, dd, figure, img, tr, a, button, summary";
const OURS = "form, .notice, .help, [data-private]"; // what is somebody's own is never named

const main = () => document.getElementById("content");
const isOurs = (part) => Boolean(part.closest(OURS));
const alike = (tag) => Array.from(main().getElementsByTagName(tag)).filter((part) => !isOurs(part));

function linkOf(part) {
  const link = part.matches("a[href]") ? part : part.querySelector("a[href]");
  const isHere = link && link.origin === location.origin && !link.search && !link.hash;
  return isHere && link.pathname !== location.pathname ? `@${link.pathname}` : "";
}

function namesOf(part) {
  const tag = part.localName;
  const number = alike(tag).indexOf(part);
  const isNamed = /^[A-Za-z][\w-]{0,60}$/.test(part.id);
  const link = part.matches("li, article, .card, h2, h3, a") ? linkOf(part) : "";
  return [isNamed ? `#${part.id}` : "", link, number < 0 ? "" : `${tag}:${number}/${alike(tag).length}`];
}

/** Up to three names of the part somebody means, the most exact first; "" when it is nobody's to know. */
export function placeOf(element) {
  const part = element && element.closest(PARTS);
  if (!part || !main() || !main().contains(part) || isOurs(part)) return "";
  const around = part.parentElement.closest("li, article, section");
  const names = namesOf(part).concat(around && main().contains(around) ? namesOf(around) : []);
  return names.filter((name) => name && name.length < 200).slice(0, 3).join(" ");
}

function find(name) {
  if (name[0] === "#") return main().querySelector(`[id="${name.slice(1)}"]`);
  if (name[0] === "@") {
    const link = Array.from(main().querySelectorAll("a[href]")).find((one) => one.pathname === name.slice(1));
    return link ? link.closest("li, article, .card") || link : null;
  }
  const [tag, number, length] = name.split(/[:/]/);
  const same = alike(tag);
  return same.length === Number(length) ? same[Number(number)] : null;
}

/** The part these names mean here; null when this page has none like it. */
export function partOf(place) {
  return place.split(" ").reduce((found, name) => found || (name && find(name)) || null, null);
}

/** The names of the part in view; "" at the top of the page. */
export function placeInView() {
  if (scrollY < 40) return "";
  const above = (part) => part.getBoundingClientRect().top <= innerHeight * EYES;
  const parts = Array.from(main().querySelectorAll("h1, h2, h3, h4, li, article, p, dt, tr"));
  const seen = parts.filter((part) => !isOurs(part) && above(part));
  return seen.length ? placeOf(seen[seen.length - 1]) : "";
}
