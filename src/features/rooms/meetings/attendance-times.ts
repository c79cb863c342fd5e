/** From when to when somebody was there, in milliseconds. */
export interface Stay {
  readonly from: number;
  readonly to: number;
}

/** Time really spent: stays that overlap (two devices, two nodes) count once, gaps do not count. */
export function timeSpent(stays: readonly Stay[]): number {
  let spent = 0;
  let until = -Infinity;
  for (const { from, to } of [...stays].sort((one, other) => one.from - other.from)) {
    spent += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return spent;
}
