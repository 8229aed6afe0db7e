// The seating of the room comes when there is something to do: somebody without a table, or no network.
const page = document.querySelector("[data-room]");
let coming;

function isWanted({ room, rows }) {
  if (page.dataset.became === "away" || !navigator.onLine) return true;
  return room.tables?.evening?.present > 0 && rows.some((row) => row.is_here && !row.left.length && !row.table);
}

function wake() {
  if (page.shown && isWanted(page.shown)) coming ??= import("./seating.js").catch(() => (coming = undefined));
}

document.addEventListener("room", wake);
for (const change of ["online", "offline"]) addEventListener(change, wake);
wake();
