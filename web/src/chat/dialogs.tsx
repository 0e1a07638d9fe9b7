import { type ComponentProps, type ComponentType, lazy, Suspense } from 'react'

/**
 * Dialogs are not needed to read and write: each is a file of its own, fetched when the page has come to rest or when it
 * is first asked for.
 */
const LOAD = {
  createRoom: () => import('../rooms/create-room-dialog'),
  invite: () => import('../rooms/invite-dialog'),
  status: () => import('../users/status-dialog'),
  switcher: () => import('../rooms/switcher'),
  topic: () => import('../rooms/topic-dialog'),
}

/** Fetches them ahead, so that the first Ctrl K opens at once. */
export function fetchDialogs(): void {
  const fetchAll = () => {
    for (const load of Object.values(LOAD)) void load().catch(() => {})
  }
  setTimeout(fetchAll, 2_000)
}

function later<P extends object>(load: () => Promise<{ default: ComponentType<P> }>) {
  const Part = lazy(load)
  return function Later(props: P) {
    return (
      <Suspense fallback={null}>
        <Part {...(props as ComponentProps<typeof Part>)} />
      </Suspense>
    )
  }
}

export const CreateRoomDialog = later(LOAD.createRoom)
export const InviteDialog = later(LOAD.invite)
export const StatusDialog = later(LOAD.status)
export const Switcher = later(LOAD.switcher)
export const TopicDialog = later(LOAD.topic)
