import { useEffect, useId, useMemo, useState } from 'react'
import { useChat, usePeople } from '../chat/context'
import type { Emoji } from '../emoji/catalogue'
import { EMOTICON_NAMES, useCustomEmoticons } from '../emoticons'
import { type ChatKey, isRoom } from '../messages/model'
import { shown } from '../users/model'
import { COMMANDS } from './commands'
import { type Asked, askedAt, type Choice, choicesFor } from './completion'

/** The open list of suggestions for the word at the caret, and which of them is chosen. */
export function useCompletion(chatKey: ChatKey, text: string, caret: number) {
  const chat = useChat()
  const people = usePeople()
  const own = useCustomEmoticons()
  const id = useId()
  const [chosen, setChosen] = useState({ of: '', at: 0 })
  const [dismissed, setDismissed] = useState<string | null>(null)
  const asked = useMemo(() => askedAt(text, caret), [text, caret])
  const emoji = useEmojiFor(asked)
  const name = asked ? `${asked.kind} ${asked.from}` : null
  const choices = useMemo(() => {
    if (!asked) return []
    const others = [...people.values()].filter((person) => person.id !== chat.me.id)
    others.sort((a, b) => Number(Boolean(shown(b.presence))) - Number(Boolean(shown(a.presence))))
    return choicesFor(asked, {
      people: others,
      rooms: [...chat.rooms.store.getState().rooms.values()].filter((room) => !room.is_archived),
      commands: COMMANDS,
      emoticons: [...own.keys(), ...EMOTICON_NAMES],
      emoji,
      isRoom: isRoom(chatKey),
    })
  }, [asked, people, own, emoji, chat, chatKey])
  // Another word: the choice starts again at the first line.
  const word = `${asked?.kind} ${asked?.query}`
  const at = chosen.of === word ? Math.min(chosen.at, choices.length - 1) : 0
  const point = (next: number) => setChosen({ of: word, at: next })
  const isOpen = asked !== null && choices.length > 0 && dismissed !== name
  return {
    id,
    isOpen,
    asked: asked as Asked | null,
    choices,
    chosen: at,
    choice: choices[at] as Choice | undefined,
    point,
    move: (step: number) => point((at + step + choices.length) % choices.length),
    dismiss: () => setDismissed(name),
  }
}

const NONE: Emoji[] = []
const MOST = 6

/** Emoji by their names: fetched with the first word that may be one. */
function useEmojiFor(asked: Asked | null): Emoji[] {
  const query = asked?.kind === 'emoji' ? asked.query : null
  const [found, setFound] = useState<{ of: string | null; emoji: Emoji[] }>({ of: null, emoji: NONE })
  useEffect(() => {
    if (!query) return
    let isGone = false
    async function find(words: string) {
      const { findEmoji, loadEmoji } = await import('../emoji/catalogue')
      const emoji = findEmoji(await loadEmoji(), words, MOST)
      if (!isGone) setFound({ of: words, emoji })
    }
    // Without them our own drawings are offered all the same.
    find(query).catch(() => {})
    return () => {
      isGone = true
    }
  }, [query])
  return found.of === query ? found.emoji : NONE
}
