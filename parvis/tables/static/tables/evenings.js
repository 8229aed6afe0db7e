// An evening as this telephone knows it: what the server said, then what was composed here without network.
import { keepNote, note } from "../meetings/vault.js";

/** What stays of somebody whatever list they are read from. */
export const idOf = (row) => (row.registration ? `r${row.registration}` : `t${row.taps[0]}`);

const name = (meeting) => `tables ${meeting}`;

/** { present, seats, names, rounds: [{ id: table }] }: the one of the two that went further. */
export async function eveningOf({ meeting, tables }) {
  const here = await note(name(meeting));
  return here && here.present > (tables?.evening.present ?? 0) ? here : (tables?.evening ?? null);
}

export const keepEvening = (meeting, evening) => keepNote(name(meeting), evening);

/** The round people sit in becomes what the room says: taps moved some, others came or went. */
export function asSeated(evening, rows) {
  if (!evening.present) return evening;
  const seated = rows.filter((row) => row.is_here && row.table);
  const names = [...evening.names];
  for (const { table } of seated) if (!names.includes(table)) names.push(table);
  const now = Object.fromEntries(seated.map((row) => [idOf(row), names.indexOf(row.table)]));
  return { ...evening, names, rounds: evening.rounds.map((round, k) => (k === evening.present - 1 ? now : round)) };
}
