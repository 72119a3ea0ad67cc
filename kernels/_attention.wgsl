// Fragment: what the forward and backward passes of attention share.

alias Stored = f32; // f16 where tensors hold that

const HEAD_DIM = 16u;
const DROPOUT = 0u; // 1 where probabilities are dropped
const CHOSEN = 0u; // 1 where queries are only those of some tokens, 0 where they are all tokens
const VECTORS = HEAD_DIM / 4u;

struct Params {
  queries: u32,
  tokens: u32,
  heads: u32,
  sequences: u32,
  longest: u32,
  scale: f32,
  key: u32,
  rate: f32,
  // Where each of these begins in the index; the offsets of the sequences are its first part.
  sequence_of: u32,
  rows: u32,
  places: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> q: array<vec4<Stored>>;
@group(0) @binding(2) var<storage, read> k: array<vec4<Stored>>;
@group(0) @binding(3) var<storage, read> v: array<vec4<Stored>>;
@group(0) @binding(4) var<storage, read> index: array<u32>;

// The token whose query is in this row.
fn token_of(row: u32) -> u32 {
  if (CHOSEN == 1u) { return index[params.rows + row]; }
  return row;
}

// First token of this token's sequence, and the token after its last.
fn span(token: u32) -> vec2u {
  let sequence = index[params.sequence_of + token];
  return vec2u(index[sequence], index[sequence + 1u]);
}

fn within(token: u32, bounds: vec2u) -> bool {
  return token >= bounds.x && token < bounds.y;
}

// Dropout's factor of a probability; no two places of a batch have the same counter.
fn keep(token: u32, head: u32, key_place: u32) -> f32 {
  if (DROPOUT == 0u) { return 1.0; }
  let counter = (token * params.heads + head) * params.longest + key_place;
  return select(0.0, 1.0 / (1.0 - params.rate), uniform_at(params.key, counter) >= params.rate);
}

fn sum_of(values: vec4f) -> f32 { return values.x + values.y + values.z + values.w; }
