import { browserShelf, type Shelf } from '../chat/shelf'
import { filesOnTheirWay } from '../uploads/files'

const ARRIVES_WITHIN_MS = 800

/** How many messages of a person would be lost if they left this browser now; a moment is given to what is on its way. */
export async function countUnsent(person: number): Promise<number> {
  if (count(person) > 0) await new Promise((resolve) => setTimeout(resolve, ARRIVES_WITHIN_MS))
  return count(person)
}

function count(person: number, shelf: Shelf = browserShelf): number {
  const texts = shelf.names().filter((name) => name.startsWith(outboxOf(person)))
  return texts.length + filesOnTheirWay(person)
}

/** How the names of a person's unsent texts begin on the shelf; other tabs keep theirs there, too. */
export function outboxOf(person: number): string {
  return `chinwag.outbox.${person}.`
}
