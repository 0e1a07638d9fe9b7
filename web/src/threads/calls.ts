import { get, withQuery } from '../api/client'
import type { ChatMessage } from '../api/types'

type Place = { kind: 'room' | 'user'; id: number }

export interface RepliesQuery {
  /** Only replies before this position. */
  before?: number
  limit: number
}

export interface RepliesPage {
  /** Oldest first. */
  items: ChatMessage[]
  /** There are replies before these. */
  has_more: boolean
}

export const getReplies = ({ kind, id }: Place, message: string, query: RepliesQuery): Promise<RepliesPage> =>
  get(withQuery(`/api/${kind}/${id}/message/${encodeURIComponent(message)}/replies`, { ...query }))
