import { post, put } from '../api/client'

/** HipChat's own methods, called with the session. */

interface NewRoom {
  name: string
  topic: string
  privacy: 'public' | 'private'
  guest_access?: boolean
}

export const createRoom = (room: NewRoom): Promise<{ id: number }> => post('/v2/room', room)

export const setTopic = (roomId: number, topic: string): Promise<void> =>
  put(`/v2/room/${roomId}/topic`, { topic })

/** To a private room people are added; to an open one they are invited. */
export const invitePerson = (
  room: { id: number; privacy: string },
  userId: number,
  reason = '',
): Promise<void> =>
  room.privacy === 'private'
    ? put(`/v2/room/${room.id}/member/${userId}`, {})
    : post(`/v2/room/${room.id}/invite/${userId}`, { reason })
