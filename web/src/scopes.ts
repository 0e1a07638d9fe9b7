import {
  BellRing,
  Building2,
  DoorOpen,
  type LucideIcon,
  MessageSquareText,
  Pencil,
  Settings2,
  ShieldCheck,
  Users,
} from 'lucide-react'
import { formatList, type Message, msg, t } from './i18n'

interface Scope {
  id: string
  icon: LucideIcon
  /** What a token with it can do, as a verb phrase. */
  can: Message
  hint: Message
}

/** The scopes in the order in which people need them, in words. */
const SCOPES: readonly Scope[] = [
  {
    id: 'send_notification',
    icon: BellRing,
    can: msg('Send notifications'),
    hint: msg('Post coloured notifications and cards into rooms.'),
  },
  {
    id: 'view_room',
    icon: DoorOpen,
    can: msg('See rooms'),
    hint: msg('Names, topics and who is in them. Not the messages.'),
  },
  {
    id: 'view_messages',
    icon: MessageSquareText,
    can: msg('Read messages'),
    hint: msg('Every room you can read, and your one-to-one chats.'),
  },
  {
    id: 'send_message',
    icon: Pencil,
    can: msg('Write as you'),
    hint: msg('Messages and replies under your name.'),
  },
  {
    id: 'view_group',
    icon: Users,
    can: msg('See the directory'),
    hint: msg('People, rooms and emoticons of your team.'),
  },
  {
    id: 'manage_rooms',
    icon: Building2,
    can: msg('Manage rooms'),
    hint: msg('Create, change and delete rooms.'),
  },
  {
    id: 'admin_room',
    icon: Settings2,
    can: msg('Administer rooms'),
    hint: msg('Topics, members and webhooks of rooms you own.'),
  },
  {
    id: 'admin_group',
    icon: ShieldCheck,
    can: msg('Administer people'),
    hint: msg('Create, change and delete people. Only for administrators.'),
  },
]

/** What a room's own token may do: less, and only there. */
const ROOM_SCOPES: readonly Scope[] = [
  {
    id: 'send_notification',
    icon: BellRing,
    can: msg('Send notifications'),
    hint: msg('Post coloured notifications and cards into this room.'),
  },
  {
    id: 'view_room',
    icon: DoorOpen,
    can: msg('See the room'),
    hint: msg('Its name, its topic and who is in it.'),
  },
]

export type { Scope }
export { ROOM_SCOPES, SCOPES }

/** The words for a scope. One that this client does not know yet comes in the server's words. */
export function scopeInWords(scope: { id: string; name: string; description: string }) {
  const known = SCOPES.find((one) => one.id === scope.id)
  return known
    ? { ...known, can: t(known.can), hint: t(known.hint) }
    : { id: scope.id, icon: ShieldCheck, can: scope.name, hint: scope.description }
}

const WORRIES: readonly [scope: string, phrase: Message][] = [
  ['view_messages', msg('read messages')],
  ['send_message', msg('write as you')],
  ['admin_group', msg('change people')],
]

/** What people worry about and these scopes do not allow: «It cannot read messages or write as you.» */
export function cannot(scopes: readonly string[]): string {
  const phrases = WORRIES.filter(([scope]) => !scopes.includes(scope)).map(([, phrase]) => t(phrase))
  return phrases.length ? t('It cannot {list}.', { list: formatList(phrases, 'or') }) : ''
}
