// Fragment: random bits from counters, so that a mask can be made again instead of stored.

// Mixes a word thoroughly: each input bit changes about half of the output bits.
// Source  Jarzynski and Olano 2020, "Hash Functions for GPU Rendering", pcg_hash.
fn mix_bits(word: u32) -> u32 {
  let state = word * 747796405u + 2891336453u;
  let mixed = ((state >> ((state >> 28u) + 4u)) ^ state) * 277803737u;
  return (mixed >> 22u) ^ mixed;
}

// Uniform number from 0 (included) to 1 (excluded) for place `counter` of the stream `key`.
fn uniform_at(key: u32, counter: u32) -> f32 {
  return f32(mix_bits(mix_bits(counter) ^ key) >> 8u) * 0x1p-24;
}
