import { expect, test, vi } from 'vitest'
import type { ChatState } from './chat-state'
import { aChat, aMessage, aRoom, FakeServer, ME, memoryShelf, messages } from './test-world'

const ROOM = { id: 5, kind: 'room' as const }

async function opened(
  server = new FakeServer(),
  shelf = memoryShelf(),
): Promise<{ chat: ChatState; server: FakeServer }> {
  server.put('room/5', [...messages(1, 7), aMessage(8, { mentions: [ME.id], body: '@Ines look' })])
  server.rooms = [aRoom({ last_position: 8, read_position: 8 }), aRoom({ id: 6, name: 'Lunch' })]
  const chat = await aChat(server, shelf)
  chat.open('room/5')
  await vi.waitFor(() => expect(chat.known('room/5')?.timeline.store.getState().isLoaded).toBe(true))
  return { chat, server }
}

const stands = (chat: ChatState) => chat.rooms.get(5)

test('what is marked as unread stays so while it is looked at, and is read when it is opened again', async () => {
  const { chat, server } = await opened()
  await chat.unread.from('room/5', 6)
  expect(stands(chat)).toMatchObject({ read_position: 5, mentions: 1 })
  expect(server.unread).toHaveBeenCalledWith('room/5', 6)
  expect(chat.newLine.store.getState().after).toBe(5)
  chat.unread.seen('room/5', 8)
  expect(stands(chat)).toMatchObject({ read_position: 5 })
  chat.open('room/6')
  chat.open('room/5')
  chat.unread.seen('room/5', 8)
  expect(stands(chat)).toMatchObject({ read_position: 8, mentions: 0 })
})

test('another window marks as unread: here it is so too, and what was to be told of it is not told', async () => {
  vi.useFakeTimers()
  try {
    const { chat, server } = await opened()
    chat.apply({ type: 'message.sent', cursor: 101, chat: ROOM, message: aMessage(9) })
    chat.unread.seen('room/5', 9)
    chat.apply({ type: 'read.moved', cursor: 102, chat: ROOM, position: 3, mentions: 1, is_back: true })
    expect(stands(chat)).toMatchObject({ read_position: 3, mentions: 1 })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(server.read).not.toHaveBeenCalled()
    chat.unread.seen('room/5', 9)
    expect(stands(chat)).toMatchObject({ read_position: 3 })
  } finally {
    vi.useRealTimers()
  }
})

test('older news of reading do not move the position back', async () => {
  const { chat } = await opened()
  chat.apply({ type: 'read.moved', cursor: 101, chat: ROOM, position: 3 })
  expect(stands(chat)).toMatchObject({ read_position: 8 })
})

test('late news of reading do not undo what was marked since', async () => {
  const { chat } = await opened()
  await chat.unread.from('room/5', 6)
  chat.apply({ type: 'read.moved', cursor: 101, chat: ROOM, position: 8, mentions: 0 })
  expect(stands(chat)).toMatchObject({ read_position: 5, mentions: 1 })
  chat.apply({ type: 'read.moved', cursor: 102, chat: ROOM, position: 5, mentions: 1, is_back: true })
  expect(stands(chat)).toMatchObject({ read_position: 5, mentions: 1 })
  chat.apply({ type: 'read.moved', cursor: 103, chat: ROOM, position: 8, mentions: 0 })
  expect(stands(chat)).toMatchObject({ read_position: 8, mentions: 0 })
})

test('answering reads what was marked', async () => {
  const { chat } = await opened()
  await chat.unread.from('room/5', 2)
  chat.apply({ type: 'message.sent', cursor: 101, chat: ROOM, message: aMessage(9, { from: ME }) })
  expect(stands(chat)).toMatchObject({ read_position: 9, mentions: 0 })
  chat.apply({ type: 'message.sent', cursor: 102, chat: ROOM, message: aMessage(10) })
  chat.unread.seen('room/5', 10)
  expect(stands(chat)).toMatchObject({ read_position: 10 })
})

test('a refusal puts everything back', async () => {
  const { chat, server } = await opened()
  server.failure = new Error('no')
  await expect(chat.unread.from('room/5', 2)).rejects.toThrow()
  expect(stands(chat)).toMatchObject({ read_position: 8, mentions: 0 })
})

test('from the menu of a chat: unread ones become read, read ones have one unread message', async () => {
  const { chat } = await opened()
  await chat.unread.toggle('room/5')
  expect(stands(chat)).toMatchObject({ read_position: 7 })
  await chat.unread.toggle('room/5')
  expect(stands(chat)).toMatchObject({ read_position: 8 })
  chat.apply({ type: 'read.moved', cursor: 101, chat: ROOM, position: 1, mentions: 0, is_back: true })
  chat.unread.readAll()
  expect(stands(chat)).toMatchObject({ read_position: 8 })
})

test('what is read again before the server told of the marking stays read, and is told after it', async () => {
  vi.useFakeTimers()
  try {
    const { chat, server } = await opened()
    const told: string[] = []
    let letGo = () => {}
    server.unread.mockImplementation(async () => {
      await new Promise<void>((resolve) => {
        letGo = resolve
      })
      told.push('unread')
    })
    server.read.mockImplementation(async () => void told.push('read'))
    const marking = chat.unread.from('room/5', 6)
    await vi.advanceTimersByTimeAsync(1)
    chat.unread.read('room/5')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(told).toEqual([])
    letGo()
    await marking
    const back = { type: 'read.moved', chat: ROOM, position: 5, mentions: 1, is_back: true } as const
    chat.apply({ ...back, cursor: 101 })
    await vi.advanceTimersByTimeAsync(1_000)
    expect([told, stands(chat)?.read_position]).toEqual([['unread', 'read'], 8])
    // Another window does the same: that counts.
    chat.apply({ ...back, cursor: 102 })
    expect(stands(chat)).toMatchObject({ read_position: 5, mentions: 1 })
  } finally {
    vi.useRealTimers()
  }
})

test('what is marked as unread stays so when the page is loaded anew, until it is left', async () => {
  const shelf = memoryShelf()
  const { chat, server } = await opened(new FakeServer(), shelf)
  await chat.unread.from('room/5', 6)
  server.rooms = [aRoom({ last_position: 8, read_position: 5 }), aRoom({ id: 6, name: 'Lunch' })]
  const again = await aChat(server, shelf)
  again.open('room/5')
  again.unread.seen('room/5', 8)
  expect(stands(again)).toMatchObject({ read_position: 5 })
  again.open('room/6')
  again.open('room/5')
  again.unread.seen('room/5', 8)
  expect(stands(again)).toMatchObject({ read_position: 8 })
})
