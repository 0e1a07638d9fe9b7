import { Empty } from '../ui'

/** The chat itself: rooms, timeline, composer. */
export function Chat() {
  return <Empty title="Chat is on its way" />
}
