// Chance that is the same on every machine: xorshift in 32-bit integers. No float takes part, so that none can round it another way.
export function generator(seed) {
  let state = (Math.imul(seed, 0x9e3779b9) ^ 0x85ebca6b) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const below = (limit) => next() % limit;
  return { below, pick: (values) => values[below(values.length)], chance: (percent) => below(100) < percent };
}
