import { ApiError } from './errors'

const MOST_TRIES = 3

/** Reads are asked again while the trouble is temporary, three times at most. Writes are never repeated here. */
export function shouldRetry(failures: number, error: unknown): boolean {
  return failures < MOST_TRIES && error instanceof ApiError && error.isTemporary
}

/** 0.5, 1, 2 s and so on up to 30, or what the server asked for, with up to a quarter more so that clients spread. */
export function retryDelay(failures: number, error: unknown, random: () => number = Math.random): number {
  const asked = error instanceof ApiError && error.retryAfter !== null ? error.retryAfter * 1000 : 0
  const backoff = Math.min(30_000, 500 * 2 ** failures)
  return Math.max(asked, backoff) * (1 + random() / 4)
}
