// The dice of the engine (parvis/mixing/dice.py): the same seed gives the same throws, PCG64's, on a telephone.
import { spread } from "./seeding.js";

const LOW = (1n << 128n) - 1n;
const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;
const PLACE = 2 ** 21;

/** `next()` gives an integer of 63 bits. */
export function dice(seed) {
  const word = spread(seed >>> 0);
  const long = (k) => (((word[k + 1] << 32n) | word[k]) << 64n) | (word[k + 3] << 32n) | word[k + 2];
  const step = ((long(4) << 1n) | 1n) & LOW;
  let state = (((step + long(0)) & LOW) * MULTIPLIER + step) & LOW;
  return {
    next() {
      state = (state * MULTIPLIER + step) & LOW;
      const mixed = BigInt.asUintN(64, (state >> 64n) ^ state);
      const turn = state >> 122n;
      return BigInt.asUintN(64, (mixed >> turn) | (mixed << (64n - turn))) >> 1n;
    },
    /** The numbers from 0 to many - 1, in some order. */
    shuffled(many) {
      const thrown = Array.from({ length: many }, (_, number) => [this.next(), number]);
      thrown.sort(([a, i], [b, j]) => (a < b ? -1 : a > b ? 1 : i - j));
      return thrown.map(([, number]) => number);
    },
  };
}

/** So many throws, cut; and one order by lot: what the tests compare. */
export const throws = (seed, many) => {
  const thrown = dice(seed);
  return Array.from({ length: many }, () => cut(thrown.next()));
};
export const shuffled = (seed, many) => dice(seed).shuffled(many);

/** One throw cut in three: two places to look at, and a chance of 4,096. */
export const cut = (thrown) => [
  Number(thrown & 0x1fffffn),
  Number((thrown >> 21n) & 0x1fffffn),
  Number(thrown >> 51n),
];

/** A place among `many`, from a part of a throw. */
export const among = (part, many) => Math.floor((part * many) / PLACE);
