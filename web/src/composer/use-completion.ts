import { useId, useMemo, useState } from 'react'
import { useChat, usePeople } from '../chat/context'
import { EMOTICON_NAMES, useCustomEmoticons } from '../emoticons'
import { type ChatKey, isRoom } from '../messages/model'
import { shown } from '../users/model'
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
  const name = asked ? `${asked.kind} ${asked.from}` : null
  const choices = useMemo(() => {
    if (!asked) return []
    const others = [...people.values()].filter((person) => person.id !== chat.me.id)
    others.sort((a, b) => Number(Boolean(shown(b.presence))) - Number(Boolean(shown(a.presence))))
    return choicesFor(asked, others, [...own.keys(), ...EMOTICON_NAMES], isRoom(chatKey))
  }, [asked, people, own, chat, chatKey])
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
