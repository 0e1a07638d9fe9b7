import { type Message, msg } from '../i18n'

/** What stands at the beginning of a text: a form of the message, or something that is done instead of sending it. */
export interface SlashCommand {
  name: string
  hint: Message
  /** Done by this client; the others are sent as they are. */
  isDone: boolean
  /** Nothing needs to follow. */
  isAlone?: boolean
  inRoomsOnly?: boolean
}

/** HipChat's, as far as they mean something here. What is not among them is sent: webhooks listen to words like `/deploy`. */
export const COMMANDS: readonly SlashCommand[] = [
  { name: 'me', hint: msg('say what you do'), isDone: false },
  { name: 'code', hint: msg('code as it is written; a language may stand behind it'), isDone: false },
  { name: 'quote', hint: msg('the words of somebody else'), isDone: false },
  { name: 'topic', hint: msg('change the topic of this room'), isDone: true, inRoomsOnly: true },
  { name: 'join', hint: msg('go to a room, by its name'), isDone: true },
  { name: 'part', hint: msg('leave this chat for the list'), isDone: true, isAlone: true },
  { name: 'available', hint: msg('you are here; a few words may follow'), isDone: true, isAlone: true },
  { name: 'away', hint: msg('you are away; a few words may follow'), isDone: true, isAlone: true },
  {
    name: 'dnd',
    hint: msg('you do not want to be disturbed; a few words may follow'),
    isDone: true,
    isAlone: true,
  },
]

const ALSO: Record<string, string> = {
  enter: 'join',
  leave: 'part',
  close: 'part',
  back: 'available',
  here: 'available',
}

/** One that was written, and the words behind it. */
export interface Command {
  name: string
  rest: string
}

/** What a text asks this client to do, if anything. */
export function commandIn(text: string): Command | null {
  const [, written, rest] = /^\/([a-z]+)(?:\s+([\s\S]*))?$/i.exec(text.trim()) ?? []
  if (!written) return null
  const lower = written.toLowerCase()
  const name = ALSO[lower] ?? lower
  const known = COMMANDS.find((command) => command.name === name)
  return known?.isDone ? { name, rest: rest?.trim() ?? '' } : null
}
