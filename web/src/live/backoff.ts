const FIRST_MS = 400
const LONGEST_MS = 30_000

/** How long to wait before try number `tries` (from 0): doubling, with a random half so that clients do not come back at once. */
export function waitBefore(tries: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** tries)
  return Math.round(full / 2 + (full / 2) * random())
}
