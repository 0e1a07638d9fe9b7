import { heightOf } from '../files/later'
import { footHeight } from '../reactions/foot-later'
import type { ChatMessage } from './model'
import type { Row } from './rows'

/** A first guess of a row's height; the real one is measured when it is drawn. */
export function estimate(row: Row | undefined): number {
  switch (row?.kind) {
    case 'day':
      return 48
    case 'new':
      return 32
    case 'event':
      return 32
    case 'note':
      return (row.message.card ? 140 : 68) + footHeight(row.message)
    case 'message':
      return (
        (row.isFirst ? 62 : 27) + 23 * Math.floor((row.message.body?.length ?? 0) / 95) + below(row.message)
      )
    default:
      return 60
  }
}

function below(message: ChatMessage): number {
  const { file, links } = message
  const previews = (links?.length ?? 0) * 80 + footHeight(message)
  return file ? previews + heightOf(file) : previews
}
