// Sends what waits, meeting by meeting. A tap leaves the telephone only once the server answered for it.
import { ask, post } from "./asking.js";
import { note, one, waiting, write } from "./vault.js";

const AT_ONCE = 200;

/** What became of it: "sent", "nothing" (nothing waited), "away" (try again), "signed-out", or "refused". */
export async function sendAll() {
  if (!navigator.locks) return sendEach();
  return navigator.locks.request("parvis.sending", sendEach); // pages and the worker, one after another
}

async function sendEach() {
  const owner = await note("owner");
  const meetings = new Set((await waiting(owner)).map((tap) => tap.meeting));
  let said = meetings.size ? "sent" : "nothing";
  for (const meeting of meetings) {
    const became = await sendMeeting(owner, meeting).catch(() => "away");
    if (became === "away" || became === "signed-out") return became;
    if (became === "refused") said = became;
  }
  return said;
}

/** The list of a room as the server has it, kept here. Gives the same words as `sendAll`. */
export async function fetchRoom(meeting) {
  const answer = await ask(`/rencontres/${meeting}/salle/liste.json`);
  if (!answer.ok) return meaning(answer, meeting);
  const room = heard(await answer.json());
  const more = await ask(`/rencontres/${meeting}/salle/en-plus.json`);
  const added = more.ok ? await more.json() : await one("rooms", meeting);
  await write((store) => store("rooms").put({ ...added, ...room }));
  return "sent";
}

async function sendMeeting(owner, meeting) {
  let tries = 2;
  for (;;) {
    const taps = (await waiting(owner, meeting)).filter((tap) => !tap.why).slice(0, AT_ONCE);
    if (!taps.length) return "sent";
    const secret = (await one("rooms", meeting))?.secret;
    const answer = secret && (await post(meeting, secret, { owner, taps: taps.map((tap) => tap.tap) }));
    if (answer?.ok) {
      if (!(await settle(meeting, taps, await answer.json()))) return "away";
    } else if (answer && answer.status !== 403) return meaning(answer, meeting);
    else {
      // the secret of forms changed meanwhile: take the new one
      const became = tries-- ? await fetchRoom(meeting) : "away";
      if (became !== "sent") return became;
    }
  }
}

/** The answered taps leave or say why they stay, with the list that counts them. Whether any was answered. */
async function settle(meeting, taps, { answers, room }) {
  const held = await one("rooms", meeting); // what areas above had it take along stays
  const answered = taps.filter((tap) => answers[tap.tap.key] !== undefined);
  await write((store) => {
    for (const tap of answered) {
      const why = answers[tap.tap.key];
      if (why) store("taps").put({ ...tap, why });
      else store("taps").delete(tap.n);
    }
    store("rooms").put({ ...held, ...heard(room) });
    store("notes").delete(`refused ${meeting}`);
  });
  return answered.length > 0;
}

/** The list, with how far ahead of this telephone the server's clock is. */
const heard = (room) => ({ ...room, ahead: room.now - Date.now() });

async function meaning(answer, meeting) {
  if (answer.type === "opaqueredirect") return "signed-out";
  if (answer.status === 429 || answer.status >= 500) return "away";
  const words = (await answer.json().catch(() => ({}))).refused ?? "";
  await write((store) => store("notes").put({ name: `refused ${meeting}`, value: words }));
  return "refused";
}
