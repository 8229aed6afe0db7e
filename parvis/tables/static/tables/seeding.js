// From a seed to the first state of the dice: numpy's SeedSequence, in words of 32 bits.
/** What numpy's SeedSequence makes of a seed under 2³²: eight words of 32 bits. */
export function spread(seed) {
  let hash = 0x43b0d7e5;
  const hashed = (value) => {
    value = (value ^ hash) >>> 0;
    hash = Math.imul(hash, 0x931e8875) >>> 0;
    value = Math.imul(value, hash) >>> 0;
    return (value ^ (value >>> 16)) >>> 0;
  };
  const mixed = (one, other) => {
    const value = (Math.imul(0xca01f9dd, one) - Math.imul(0x4973f715, other)) >>> 0;
    return (value ^ (value >>> 16)) >>> 0;
  };
  const pool = [seed, 0, 0, 0].map(hashed);
  for (let from = 0; from < 4; from++)
    for (let to = 0; to < 4; to++) if (from !== to) pool[to] = mixed(pool[to], hashed(pool[from]));
  let next = 0x8b51f9dd;
  return Array.from({ length: 8 }, (_, k) => {
    let value = (pool[k % 4] ^ next) >>> 0;
    next = Math.imul(next, 0x58f38ded) >>> 0;
    value = Math.imul(value, next) >>> 0;
    return BigInt((value ^ (value >>> 16)) >>> 0);
  });
}
