// People exchanged inside rounds, whatever costs less being kept (mixing/evenings.py, mixing/counting.py).
import { ofTable } from "./costing.js";
import { among, cut } from "./dice.js";
import { AGAIN } from "./facts.js";
import { isTaken, may } from "./judging.js";
import { count, fill, unitOf } from "./moving.js";

const copy = (rooms) => rooms.map((room) => room.map((table) => [...table]));

/** An evening: rooms are (rounds, tables, seats), bounds the fewest and most people of a table, by round. */
export class Evening {
  constructor(rooms, bounds, facts, pairs) {
    Object.assign(this, { rooms, bounds, facts, pairs });
    this.counts = pairs.map((row) => new Int16Array(row.length));
    for (const table of rooms.flat())
      for (const one of table)
        for (const other of table) if (one >= 0 && other >= 0 && one !== other) this.counts[one][other]++;
    this.now = this.least = this.#cost();
    this.best = copy(rooms);
  }

  #cost() {
    let cost = this.rooms.flat().reduce((sum, table) => sum + ofTable(table, this.facts), 0);
    this.counts.forEach((row, one) => {
      for (let other = one + 1; other < row.length; other++)
        cost += row[other] * this.pairs[one][other] + Math.max(row[other] - 1, 0) * AGAIN;
    });
    return cost;
  }

  /** Try so many exchanges at this heat. */
  chunk(dice, many, heat) {
    const tables = this.rooms[0].length;
    const seats = this.rooms[0][0].length;
    const all = tables * seats;
    for (let k = 0; k < many; k++) {
      const [first, second, chance] = cut(dice.next());
      const place = among(first, this.rooms.length * all);
      const [one, two] = [place % all, among(second, all)];
      this.#try(Math.floor(place / all), [Math.floor(one / seats), one % seats], [Math.floor(two / seats), two % seats], heat, chance);
    }
  }

  #try(number, [here, one], [there, two], heat, chance) {
    const room = this.rooms[number];
    const { blocks } = this.facts;
    if (here === there || (room[here][one] < 0 && room[there][two] < 0)) return;
    const ones = unitOf(room[here], one, blocks);
    const twos = unitOf(room[there], two, blocks);
    const wanted = Math.max(ones.length, twos.length);
    fill(room[here], ones, wanted, blocks);
    fill(room[there], twos, wanted, blocks);
    if (ones.length !== twos.length || !may(this.facts, this.bounds[number], room, [here, ones], [there, twos])) return;
    const change = this.#move(room[here], room[there], ones, twos);
    if (!isTaken(change, heat, chance)) return void this.#move(room[here], room[there], ones, twos);
    this.now += change;
    if (this.now >= this.least) return;
    this.least = this.now;
    this.best = copy(this.rooms);
  }

  /** Exchange these seats one for one; what it changes in all. Done twice, it changes nothing. */
  #move(here, there, ones, twos) {
    let change = -ofTable(here, this.facts) - ofTable(there, this.facts);
    for (let k = 0; k < ones.length; k++) {
      const [a, b] = [ones[k], twos[k]];
      change += count(this, here, a, -1) + count(this, there, b, -1);
      [here[a], there[b]] = [there[b], here[a]];
      change += count(this, here, a, 1) + count(this, there, b, 1);
    }
    return change + ofTable(here, this.facts) + ofTable(there, this.facts);
  }
}
