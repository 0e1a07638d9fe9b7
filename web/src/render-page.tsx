import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { Me, RoomEntry, Session } from './api/types'
import { App } from './app'

export const INES: Me = {
  id: 1,
  name: 'Ines Lindqvist',
  mention_name: 'ines',
  email: 'ines@quayside.example',
  title: 'Release captain',
  is_group_admin: false,
  is_guest: false,
  timezone: 'UTC',
}

export const SIGNED_OUT: Session = {
  signed_in: false,
  csrf: 'out',
  me: null,
  group: { id: 1, name: 'Quayside' },
  demo: false,
}

export const SIGNED_IN: Session = { ...SIGNED_OUT, signed_in: true, csrf: 'in', me: INES }

export function roomEntry(id: number, name: string, changes: Partial<RoomEntry> = {}): RoomEntry {
  return {
    id,
    name,
    topic: '',
    privacy: 'public',
    is_archived: false,
    owner_id: 1,
    last_position: 0,
    read_position: 0,
    mentions: 0,
    last_active: null,
    can_post: true,
    can_admin: true,
    ...changes,
  }
}

/** For tests: the whole client at an address, with somebody to type and click. */
export function openPage(path: string) {
  window.history.replaceState(null, '', path)
  return { user: userEvent.setup(), ...render(<App />) }
}
