import { expect, test } from 'vitest'
import { aChat, FakeServer, memoryShelf } from '../chat/test-world'
import { BY_DEFAULT, NO_CHOICE } from './model'

test('choices come from the server, from other browsers, and are there at once after a reload', async () => {
  const server = new FakeServer()
  const shelf = memoryShelf()
  const chat = await aChat(server, shelf)
  server.chosen = {
    preferences: { ...BY_DEFAULT, level: 'all' },
    chats: [{ chat_id: 5, is_favourite: true, level: 'none' }],
  }
  await chat.preferences.refresh()
  expect(chat.preferences.all.level).toBe('all')
  expect(chat.preferences.ofChat(5)).toEqual({ is_favourite: true, level: 'none' })
  chat.apply({ type: 'preferences.changed', cursor: 101, preferences: BY_DEFAULT, chats: [] })
  expect(chat.preferences.ofChat(5)).toEqual(NO_CHOICE)
  const again = await aChat(server, shelf)
  expect(again.preferences.all.level).toBe('mentions')
})

test('a change shows at once and goes back when it is refused', async () => {
  const server = new FakeServer()
  const chat = await aChat(server)
  const done = chat.preferences.changeChat('room/5', 5, { is_favourite: true })
  expect(chat.preferences.ofChat(5).is_favourite).toBe(true)
  await done
  server.failure = new Error('no')
  await expect(chat.preferences.change({ level: 'none' })).rejects.toThrow()
  await expect(chat.preferences.changeChat('room/5', 5, { level: 'all' })).rejects.toThrow()
  expect(chat.preferences.all.level).toBe('mentions')
  expect(chat.preferences.ofChat(5)).toEqual({ is_favourite: true, level: null })
})

test('a change before the server has told what was chosen keeps the rest of it', async () => {
  const server = new FakeServer()
  const chat = await aChat(server)
  server.chosen = {
    preferences: { ...BY_DEFAULT, keywords: ['deploy'], sounds: false },
    chats: [{ chat_id: 5, is_favourite: false, level: 'none' }],
  }
  const done = [
    chat.preferences.change({ room_order: 'recent' }),
    chat.preferences.changeChat('room/5', 5, { is_favourite: true }),
  ]
  expect(chat.preferences.all.room_order).toBe('recent')
  await Promise.all(done)
  expect(chat.preferences.all).toMatchObject({ room_order: 'recent', keywords: ['deploy'], sounds: false })
  expect(chat.preferences.ofChat(5)).toEqual({ is_favourite: true, level: 'none' })
})

test('nothing is sent while it is not known what was chosen', async () => {
  const server = new FakeServer()
  const chat = await aChat(server)
  server.failure = new Error('away')
  await expect(chat.preferences.change({ sounds: false })).rejects.toThrow()
  expect(chat.preferences.all.sounds).toBe(true)
})
