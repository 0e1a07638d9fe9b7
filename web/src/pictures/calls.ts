import { del, put, putBytes } from '../api/client'

export const setOwnPhoto = (picture: File): Promise<void> => putBytes('/api/account/photo', picture)

export const removeOwnPhoto = (): Promise<void> => del('/api/account/photo')

/** HipChat's own methods, called with the session. */
export const setRoomPicture = async (roomId: number, picture: File): Promise<void> =>
  put(`/v2/room/${roomId}/avatar`, { avatar: await base64(picture) })

export const removeRoomPicture = (roomId: number): Promise<void> => del(`/v2/room/${roomId}/avatar`)

export const setGroupPicture = async (groupId: number, picture: File): Promise<void> =>
  put(`/v2/group/${groupId}/avatar`, { avatar: await base64(picture) })

export const removeGroupPicture = (groupId: number): Promise<void> => del(`/v2/group/${groupId}/avatar`)

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
