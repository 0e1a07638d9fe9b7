import {
  Activity,
  ChartColumn,
  Gauge,
  KeyRound,
  type LucideIcon,
  MailPlus,
  MessageSquare,
  Plug,
  Puzzle,
  ScrollText,
  Settings2,
  ShieldCheck,
  Smile,
  Users,
} from 'lucide-react'
import { type Message, msg } from '../i18n'

interface Section {
  href: string
  icon: LucideIcon
  text: Message
  /** What it is for, on the page that lists them all. */
  hint: Message
}

export interface Sections {
  title: Message | null
  pages: readonly Section[]
}

/** The pages of administrators, in groups. The first group has the name of the team as its title. */
export const SECTIONS: readonly Sections[] = [
  {
    title: null,
    pages: [
      {
        href: '/admin/statistics',
        icon: ChartColumn,
        text: msg('Statistics'),
        hint: msg('Messages, people and integrations by day'),
      },
      {
        href: '/admin/people',
        icon: Users,
        text: msg('People'),
        hint: msg('Accounts, roles, sign-in links'),
      },
      {
        href: '/admin/invitations',
        icon: MailPlus,
        text: msg('Invitations'),
        hint: msg('Who was asked to join'),
      },
      {
        href: '/admin/rooms',
        icon: MessageSquare,
        text: msg('Rooms'),
        hint: msg('Owners, archive, deletion'),
      },
      {
        href: '/admin/emoticons',
        icon: Smile,
        text: msg('Emoticons'),
        hint: msg('Pictures of your own in messages'),
      },
      {
        href: '/admin/settings',
        icon: Settings2,
        text: msg('Settings'),
        hint: msg('Name, picture, rooms for newcomers'),
      },
    ],
  },
  {
    title: msg('Integrations'),
    pages: [
      {
        href: '/admin/integrations',
        icon: Plug,
        text: msg('Overview'),
        hint: msg('What is connected, and how it is doing'),
      },
      {
        href: '/addons',
        icon: Puzzle,
        text: msg('Add-ons'),
        hint: msg('Install, update, remove'),
      },
      {
        href: '/admin/api',
        icon: KeyRound,
        text: msg('API tokens'),
        hint: msg('Revoke, adopt, create for API v1'),
      },
    ],
  },
  {
    title: msg('Safety'),
    pages: [
      {
        href: '/admin/permissions',
        icon: ShieldCheck,
        text: msg('Permissions'),
        hint: msg('Who may do what'),
      },
      {
        href: '/admin/limits',
        icon: Gauge,
        text: msg('Limits'),
        hint: msg('How many calls and messages'),
      },
      {
        href: '/admin/audit',
        icon: ScrollText,
        text: msg('Audit log'),
        hint: msg('Who did what, and when'),
      },
      {
        href: '/admin/health',
        icon: Activity,
        text: msg('Server health'),
        hint: msg('Database, disk, search, memory'),
      },
    ],
  },
]
