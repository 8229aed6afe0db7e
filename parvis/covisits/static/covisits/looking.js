// Brings a part of the page to where people look: a third of the way down, calmly or at once.
export const EYES = 0.3;

/** Bring a part to where people look, calmly or at once. */
export function look(part) {
  const top = part ? part.getBoundingClientRect().top + scrollY - innerHeight * EYES : 0;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollTo({ top: Math.max(0, top), behavior: isCalm ? "auto" : "smooth" });
}
