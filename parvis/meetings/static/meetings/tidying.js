// What leaves this telephone by itself, with time.
import { all, write } from "./vault.js";

const DAY = 86400000;

/** Lists leave two days after their meeting, taps nobody could send a month after it. */
export async function tidy(now = Date.now()) {
  const rooms = (await all("rooms")).filter((room) => room.until < now);
  const gone = (await all("notes")).filter((note) => rooms.some((room) => note.name === `tables ${room.meeting}`));
  const taps = (await all("taps")).filter((tap) => tap.until + 28 * DAY < now);
  if (!rooms.length && !taps.length) return;
  await write((store) => {
    for (const room of rooms) store("rooms").delete(room.meeting);
    for (const tap of taps) store("taps").delete(tap.n);
    for (const note of gone) store("notes").delete(note.name);
  });
}
