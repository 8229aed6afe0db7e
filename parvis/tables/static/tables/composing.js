// Compose rounds on a telephone: the engine's own search (mixing/composing.py), its dice, fewer moves.
import { dice } from "./dice.js";
import { Evening } from "./exchanging.js";
import { factsOf } from "./facts.js";
import { seatByLot } from "./first-seats.js";
import { AWAY } from "./late.js";
import { withMeetings } from "./meetings.js";

const STEPS = 48;
const [HOT, COLD] = [3072, 32];
const A_PERSON = 4000; // moves

/** Rounds from `number` on, for whoever is not away in them. Rounds before it stay as they were lived. */
export function recompose(plan, number, moves = A_PERSON * plan.seats[0].length) {
  const lived = plan.seats.slice(0, number);
  const rounds = plan.seats.slice(number).map((row) => row.flatMap((table, one) => (table === AWAY ? [] : [one])));
  const people = plan.seats[0].length;
  const facts = factsOf(plan, people, new Set(rounds.flat()));
  const thrown = dice(plan.seed + number);
  const rooms = rounds.map((here, k) => firstRoom(plan, facts, here, k, thrown));
  const bounds = rounds.map((here) => [Math.floor(here.length / plan.tables), Math.ceil(here.length / plan.tables)]);
  const evening = new Evening(rooms, bounds, facts, withMeetings(facts.pairs, plan, lived));
  const many = Math.max(Math.floor(moves / STEPS), 1);
  for (let step = 0; step < STEPS; step++) evening.chunk(thrown, many, Math.trunc(heat(step)));
  return { ...plan, seats: [...lived, ...evening.best.map((room) => seatsOf(room, people))] };
}

const heat = (step) => HOT * (COLD / HOT) ** (step / (STEPS - 1));

function firstRoom(plan, facts, here, number, thrown) {
  const room = Array.from({ length: plan.tables }, () => new Array(Math.ceil(facts.people / plan.tables)).fill(-1));
  const present = new Set(here);
  seatByLot(plan, facts, thrown.shuffled(facts.people).filter((one) => present.has(one)), number, room);
  return room;
}

function seatsOf(room, people) {
  const row = new Array(people).fill(AWAY);
  room.forEach((table, number) => table.forEach((one) => one >= 0 && (row[one] = number)));
  return row;
}
