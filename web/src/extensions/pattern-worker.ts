/** Searches texts with the regular expressions of add-ons, away from the page: some never come to an end. */

interface Asked {
  patterns: { pattern: string; flags: string }[]
  text: string
}

self.onmessage = ({ data: { patterns, text } }: MessageEvent<Asked>) => {
  const found = patterns.map(({ pattern, flags }) => {
    try {
      return new RegExp(pattern, flags.replace(/[gy]/g, '')).test(text)
    } catch {
      return false
    }
  })
  self.postMessage(found)
}

// Loading this takes as long as it takes: only the search itself has a limit.
self.postMessage('ready')
