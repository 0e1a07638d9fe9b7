import type { ChatState } from '../chat/chat-state'
import { placeOf } from './attention'
import './highlight.css'

const NAME = 'chinwag-keyword'
const AFTER_MS = 250
const MOST = 500

/** Where the keywords stand in a text: beginning and end. Texts whose lower case is longer are left alone. */
export function placesIn(text: string, keywords: readonly string[]): [number, number][] {
  const searched = text.toLowerCase()
  if (searched.length !== text.length) return []
  return keywords.flatMap((keyword) => {
    const word = keyword.trim().toLowerCase()
    const places: [number, number][] = []
    for (let at = placeOf(searched, word, 0); at >= 0; at = placeOf(searched, word, at + word.length)) {
      places.push([at, at + word.length])
    }
    return places
  })
}

/**
 * Marks keywords in the messages on screen, with the browser's own highlights: nothing that React draws is touched.
 * Returns how to end it. Browsers without highlights show the text as it is.
 */
export function highlightKeywords(chat: ChatState): () => void {
  const root = document.getElementById('root')
  const highlights = globalThis.CSS && 'highlights' in CSS ? CSS.highlights : undefined
  if (!root || !highlights) return () => {}
  let timer: ReturnType<typeof setTimeout> | undefined
  const draw = () => {
    timer = undefined
    const ranges = rangesOf(chat.preferences.all.keywords)
    if (ranges.length > 0) highlights.set(NAME, new Highlight(...ranges))
    else highlights.delete(NAME)
  }
  const soon = () => {
    timer ??= setTimeout(draw, AFTER_MS)
  }
  const watch = new MutationObserver(soon)
  const renew = () => {
    watch.disconnect()
    if (chat.preferences.all.keywords.length > 0) {
      watch.observe(root, { childList: true, subtree: true, characterData: true })
    }
    soon()
  }
  renew()
  const end = chat.preferences.store.subscribe(renew)
  return () => {
    end()
    watch.disconnect()
    clearTimeout(timer)
    highlights.delete(NAME)
  }
}

function rangesOf(keywords: readonly string[]): Range[] {
  const ranges: Range[] = []
  if (keywords.length === 0) return ranges
  for (const message of document.querySelectorAll('[role="log"] [role="article"], [role="log"] article')) {
    const walk = document.createTreeWalker(message, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      for (const [start, end] of placesIn(node.nodeValue ?? '', keywords)) {
        const range = new Range()
        range.setStart(node, start)
        range.setEnd(node, end)
        ranges.push(range)
        if (ranges.length >= MOST) return ranges
      }
    }
  }
  return ranges
}
