/**
 * Moves labels apart so that none covers another, each as little as needed.
 *
 * @param places Where the labels want to be, in any order.
 * @param gap Least distance of two labels, in the unit of the places.
 * @returns Where to put them, in the order given: those that are closer than
 * the gap are set in a block around their common centre.
 */
export function spreadLabels(
  places: readonly number[],
  gap: number,
): number[] {
  const order = [...places.keys()].sort((i, j) => places[i]! - places[j]!);
  // A block of labels one gap apart; start is where its first label goes.
  const blocks: { start: number; members: number[] }[] = [];
  for (const index of order) {
    let block = { start: places[index]!, members: [index] };
    for (
      let last = blocks.at(-1);
      last && last.start + last.members.length * gap > block.start;
      last = blocks.at(-1)
    ) {
      blocks.pop();
      const members = [...last.members, ...block.members];
      const wanted = members.map((i, rank) => places[i]! - rank * gap);
      const start = wanted.reduce((a, b) => a + b) / members.length;
      block = { start, members };
    }
    blocks.push(block);
  }
  const result = new Array<number>(places.length);
  for (const { start, members } of blocks) {
    members.forEach((index, rank) => result[index] = start + rank * gap);
  }
  return result;
}
