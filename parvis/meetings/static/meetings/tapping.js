// One tap in the room: written on this telephone first, and shown only from what is written.
import { write } from "./vault.js";

const hex = (byte) => byte.toString(16).padStart(2, "0");
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map(hex).join("");

/** Write taps on this telephone; settles once they are on its disk. `taps`: what the server will read. */
export function keep(room, name, ...taps) {
  const at = Date.now() + (room.ahead ?? 0); // by the server's clock, as far as it was heard
  const { meeting, owner, until } = room;
  return write((store) => {
    for (const tap of taps)
      store("taps").add({ meeting, owner, until, name, tap: { key: newKey(), at, ...tap } });
  });
}
