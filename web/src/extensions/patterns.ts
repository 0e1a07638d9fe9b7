interface Pattern {
  pattern: string
  flags: string
}

const TIME_MS = 1000
const LONGEST_TEXT = 10_000

/** Which of the patterns are found in a text. Those of an add-on that take too long count as not found. */
export async function findPatterns(patterns: readonly Pattern[], text: string): Promise<ReadonlySet<string>> {
  if (patterns.length === 0) return new Set()
  const worker = new Worker(new URL('./pattern-worker.ts', import.meta.url), { type: 'module' })
  try {
    const found = await new Promise<boolean[]>((settle) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      worker.onmessage = ({ data }: MessageEvent<boolean[] | 'ready'>) => {
        if (data === 'ready') {
          timer = setTimeout(() => settle([]), TIME_MS)
          worker.postMessage({ patterns, text: text.slice(0, LONGEST_TEXT) })
          return
        }
        clearTimeout(timer)
        settle(data)
      }
      worker.onerror = () => settle([])
    })
    return new Set(patterns.filter((_, at) => found[at]).map(nameOf))
  } finally {
    worker.terminate()
  }
}

export function nameOf({ pattern, flags }: Pattern): string {
  return `${flags}/${pattern}`
}
