// What is said of the network and of what waits: sentences of the page, never of the script.
const sentences = document.getElementById("sentences")?.content;
const said = {};

/** One plain text with its values: « {name} est là ». */
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

/** Say a sentence at a place of the page (`data-part`), politely, and only when it is new. */
export function say(part, name, values = {}) {
  const place = document.querySelector(`[data-part="${part}"]`);
  const key = name + JSON.stringify(values);
  if (!place || said[part] === key) return;
  said[part] = key;
  const found = name && sentences?.querySelector(`[data-word="${name}"]`)?.cloneNode(true);
  if (found) fill(found, values);
  place.replaceChildren(...(found ? found.childNodes : []));
  place.hidden = !found;
}

function fill(part, values) {
  if (part.nodeType === Node.TEXT_NODE) part.data = filled(part.data, values);
  for (const inner of part.childNodes) fill(inner, values);
}
