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

interface Scope {
  id: string
  icon: LucideIcon
  /** What a token with it can do, as a verb phrase. */
  can: string
  hint: string
}

/** The scopes in the order in which people need them, in words. */
const SCOPES: readonly Scope[] = [
  {
    id: 'send_notification',
    icon: BellRing,
    can: 'Send notifications',
    hint: 'Post coloured notifications and cards into rooms.',
  },
  {
    id: 'view_room',
    icon: DoorOpen,
    can: 'See rooms',
    hint: 'Names, topics and who is in them. Not the messages.',
  },
  {
    id: 'view_messages',
    icon: MessageSquareText,
    can: 'Read messages',
    hint: 'Every room you can read, and your one-to-one chats.',
  },
  { id: 'send_message', icon: Pencil, can: 'Write as you', hint: 'Messages and replies under your name.' },
  {
    id: 'view_group',
    icon: Users,
    can: 'See the directory',
    hint: 'People, rooms and emoticons of your team.',
  },
  { id: 'manage_rooms', icon: Building2, can: 'Manage rooms', hint: 'Create, change and delete rooms.' },
  {
    id: 'admin_room',
    icon: Settings2,
    can: 'Administer rooms',
    hint: 'Topics, members and webhooks of rooms you own.',
  },
  {
    id: 'admin_group',
    icon: ShieldCheck,
    can: 'Administer people',
    hint: 'Create, change and delete people. Only for administrators.',
  },
]

/** What a room's own token may do: less, and only there. */
const ROOM_SCOPES: readonly Scope[] = [
  {
    id: 'send_notification',
    icon: BellRing,
    can: 'Send notifications',
    hint: 'Post coloured notifications and cards into this room.',
  },
  { id: 'view_room', icon: DoorOpen, can: 'See the room', hint: 'Its name, its topic and who is in it.' },
]

export type { Scope }
export { ROOM_SCOPES, SCOPES }

/** The words for a scope. One that this client does not know yet comes in the server's words. */
export function scopeInWords(scope: { id: string; name: string; description: string }): Scope {
  return (
    SCOPES.find((known) => known.id === scope.id) ?? {
      id: scope.id,
      icon: ShieldCheck,
      can: scope.name,
      hint: scope.description,
    }
  )
}

const WORRIES: readonly [scope: string, phrase: string][] = [
  ['view_messages', 'read messages'],
  ['send_message', 'write as you'],
  ['admin_group', 'change people'],
]

/** What people worry about and these scopes do not allow: «It cannot read messages or write as you.» */
export function cannot(scopes: readonly string[]): string {
  const phrases = WORRIES.filter(([scope]) => !scopes.includes(scope)).map(([, phrase]) => phrase)
  if (phrases.length === 0) return ''
  const last = phrases.pop()
  return `It cannot ${phrases.length ? `${phrases.join(', ')} or ` : ''}${last}.`
}
