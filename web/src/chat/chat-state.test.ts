import { expect, test, vi } from 'vitest'
import type { LiveEvent } from '../live/events'
import type { ChatMessage } from '../messages/model'
import { roomKey } from '../messages/model'
import type { ChatState } from './chat-state'
import { aChat, aMessage, aPerson, aRoom, FakeServer, MAYA, ME, memoryShelf, messages } from './test-world'

const ROOM = { id: 5, kind: 'room' as const }

function snapshot(chat: ChatState) {
  return {
    rooms: [...chat.rooms.store.getState().rooms.values()].sort((a, b) => a.id - b.id),
    people: [...chat.people.store.getState().people.values()].sort((a, b) => a.id - b.id),
    messages: chat.known('room/5')?.timeline.messages ?? [],
  }
}

async function opened(server: FakeServer): Promise<ChatState> {
  const chat = await aChat(server)
  chat.open('room/5')
  await vi.waitFor(() => expect(chat.known('room/5')?.timeline.store.getState().isLoaded).toBe(true))
  return chat
}

interface Case {
  name: string
  /** What the server has after it. */
  change: (server: FakeServer) => void
  event: LiveEvent
}

const sentTwo = aMessage(4, { from: { ...MAYA }, mentions: [ME.id], body: '@Ines look' })
const CASES: Case[] = [
  {
    name: 'message.sent',
    change: (server) => {
      server.put('room/5', [...messages(1, 3), sentTwo])
      server.rooms = [aRoom({ last_position: 4, mentions: 1, last_active: sentTwo.date })]
    },
    event: { type: 'message.sent', cursor: 101, chat: ROOM, message: sentTwo },
  },
  {
    name: 'message.edited',
    change: (server) =>
      server.put('room/5', messages(1, 3).with(1, aMessage(2, { body: 'new', edited: true }))),
    event: { type: 'message.edited', chat: ROOM, message: aMessage(2, { body: 'new', edited: true }) },
  },
  {
    name: 'message.deleted',
    change: (server) =>
      server.put('room/5', messages(1, 3).with(1, aMessage(2, { body: null, deleted: true }))),
    event: { type: 'message.deleted', chat: ROOM, message: aMessage(2, { body: null, deleted: true }) },
  },
  {
    name: 'room.created',
    change: (server) => server.rooms.push(aRoom({ id: 8, name: 'Lunch' })),
    event: {
      type: 'room.created',
      room: { id: 8, name: 'Lunch', topic: '', privacy: 'public', is_archived: false, owner_id: 2 },
    },
  },
  {
    name: 'room.updated',
    change: (server) => {
      server.rooms = [
        aRoom({ last_position: 3, name: 'Tides', topic: 'High', is_archived: true, can_post: false }),
      ]
    },
    event: {
      type: 'room.updated',
      room: { id: 5, name: 'Tides', topic: 'High', privacy: 'public', is_archived: true, owner_id: 2 },
    },
  },
  {
    name: 'user.created',
    change: (server) => server.people.push(aPerson({ id: 9, name: 'Jun Sato', mention_name: 'Jun' })),
    event: { type: 'user.created', user: { id: 9, name: 'Jun Sato', mention_name: 'Jun' } },
  },
  {
    name: 'user.updated',
    change: (server) => {
      server.people = server.people.map((person) =>
        person.id === 2 ? { ...person, title: 'Skipper' } : person,
      )
    },
    event: { type: 'user.updated', user: { id: 2, title: 'Skipper' } },
  },
  {
    name: 'user.deleted',
    change: (server) => {
      server.people = server.people.filter((person) => person.id !== 2)
    },
    event: { type: 'user.deleted', user_id: 2 },
  },
  {
    name: 'read.moved',
    change: (server) => {
      server.rooms = [aRoom({ last_position: 3, read_position: 3 })]
    },
    event: { type: 'read.moved', chat: ROOM, position: 3 },
  },
  {
    name: 'presence.changed',
    change: (server) => {
      server.people = server.people.map((person) =>
        person.id === 2 ? { ...person, presence: { show: 'dnd', is_online: true } } : person,
      )
    },
    event: { type: 'presence.changed', user_id: 2, presence: { show: 'dnd', is_online: true } },
  },
]

test.each(CASES)('old state and $name make the fresh state', async ({ change, event }) => {
  const server = new FakeServer()
  server.put('room/5', messages(1, 3))
  const chat = await opened(server)
  chat.apply(event)
  chat.apply(event)
  change(server)
  expect(snapshot(chat)).toEqual(snapshot(await opened(server)))
})

test.each(['room.deleted', 'room.removed'] as const)(
  'after %s the room and its messages are gone',
  async (type) => {
    const server = new FakeServer()
    server.put('room/5', messages(1, 3))
    const chat = await opened(server)
    chat.apply({ type, room_id: 5 })
    expect(chat.rooms.get(5)).toBeUndefined()
    expect(chat.known('room/5')).toBeUndefined()
  },
)

test('a hole left by a lost event is filled from history', async () => {
  const server = new FakeServer()
  server.put('room/5', messages(1, 3))
  const chat = await opened(server)
  server.put('room/5', messages(1, 7))
  chat.apply({ type: 'message.sent', chat: ROOM, message: aMessage(7) })
  await vi.waitFor(() => expect(chat.known('room/5')?.timeline.gap()).toBeNull())
  expect(chat.known('room/5')?.timeline.messages.length).toBe(7)
})

test('an event of a newer server changes nothing', async () => {
  const chat = await aChat(new FakeServer())
  expect(() => chat.apply({ type: 'poll.opened' } as unknown as LiveEvent)).not.toThrow()
})

test('the answer to sending and its live echo are one message', async () => {
  const server = new FakeServer()
  server.put('room/5', messages(1, 3))
  const chat = await opened(server)
  chat.writing.outbox.setOnline(true)
  chat.send('room/5', 'ahoy')
  await vi.waitFor(() => expect(server.sent.length).toBe(1))
  const echo = server.chats.get('room/5')?.at(-1) as ChatMessage
  chat.apply({ type: 'message.sent', chat: ROOM, message: echo })
  await vi.waitFor(() => expect(chat.writing.outbox.of('room/5')).toEqual([]))
  expect(chat.known('room/5')?.timeline.messages.filter(({ body }) => body === 'ahoy').length).toBe(1)
  expect(chat.rooms.get(5)).toMatchObject({ last_position: 4, read_position: 4 })
})

test('one-to-one messages go to the other person, whoever wrote them', async () => {
  const chat = await aChat(new FakeServer())
  const ref = { id: 40, kind: 'private' as const, users: [ME.id, MAYA.id] }
  chat.apply({ type: 'message.sent', chat: ref, message: aMessage(1, { chat_id: 40, from: ME }) })
  expect(chat.people.get(MAYA.id)).toMatchObject({ chat_id: 40, last_position: 1, read_position: 1 })
  chat.apply({ type: 'message.sent', chat: ref, message: aMessage(2, { chat_id: 40, from: MAYA }) })
  expect(chat.people.get(MAYA.id)).toMatchObject({ last_position: 2, read_position: 1 })
})

test('reading moves forward only, and is told to the server once', async () => {
  vi.useFakeTimers()
  const server = new FakeServer()
  server.put('room/5', messages(1, 3))
  const chat = await aChat(server)
  chat.unread.seen('room/5', 2)
  chat.unread.seen('room/5', 3)
  chat.unread.seen('room/5', 1)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(chat.rooms.get(5)?.read_position).toBe(3)
  expect(server.read).toHaveBeenCalledExactlyOnceWith('room/5', 3)
  vi.useRealTimers()
})

test('mentions count up for me, @all and @here, and go with reading', async () => {
  const chat = await aChat(new FakeServer())
  const say = (position: number, change: Partial<ChatMessage>) =>
    chat.apply({ type: 'message.sent', chat: ROOM, message: aMessage(position, change) })
  say(1, { mentions: [ME.id] })
  say(2, { body: '@all lunch' })
  say(3, { body: 'mail me@here.example' })
  say(4, { body: '<b>@all</b>', format: 'html', type: 'notification' })
  expect(chat.rooms.get(5)?.mentions).toBe(2)
  chat.unread.seen('room/5', 4)
  expect(chat.rooms.get(5)?.mentions).toBe(0)
})

test('the «New» line stands before what came unseen and stays while it is read', async () => {
  const server = new FakeServer()
  server.rooms = [aRoom({ last_position: 3, read_position: 1 })]
  server.chats.set(roomKey(5), messages(1, 3))
  const chat = await opened(server)
  expect(chat.newLine.store.getState().after).toBe(1)
  chat.unread.seen('room/5', 3)
  chat.arrivals.take('room/5', aMessage(4))
  expect(chat.newLine.store.getState().after).toBe(1)
  chat.unread.seen('room/5', 4)
  chat.view.setState({ isWatched: false })
  chat.arrivals.take('room/5', aMessage(5))
  chat.arrivals.take('room/5', aMessage(6))
  expect(chat.newLine.store.getState().after).toBe(4)
})

test('drafts are kept for each chat over a reload', async () => {
  const shelf = memoryShelf()
  const chat = await aChat(new FakeServer(), shelf)
  chat.writing.drafts.set('room/5', 'half a tho')
  const again = await aChat(new FakeServer(), shelf)
  expect(again.writing.drafts.get('room/5')).toBe('half a tho')
  expect(again.writing.drafts.get('user/2')).toBe('')
  again.writing.drafts.set('room/5', '')
  expect(shelf.texts.size).toBe(0)
})

test('with files the text goes along, unless it is long or a reply: then it goes by itself', async () => {
  const server = new FakeServer()
  const chat = await opened(server)
  chat.writing.outbox.setOnline(true)
  chat.writing.uploads.setOnline(true)
  const attach = () => chat.writing.attachments.add('room/5', [new File(['x'], 'a.txt')])
  const sentBy = async (act: () => void) => {
    server.sent = []
    act()
    await vi.waitFor(() => expect(chat.writing.uploads.isBusy).toBe(false))
    return server.sent.map(({ body }) => `${body.message.length} ${body.parent_id ?? ''}`.trim()).sort()
  }
  attach()
  expect(await sentBy(() => chat.send('room/5', 'look'))).toEqual(['4'])
  attach()
  expect(await sentBy(() => chat.send('room/5', 'x'.repeat(1_001)))).toEqual(['0', '1001'])
  attach()
  expect(await sentBy(() => chat.send('room/5', 'yes', 'm1'))).toEqual(['0', '3 m1'])
  expect(chat.writing.attachments.of('room/5')).toEqual([])
})

test('s/old/new/ mends the last own message and sends nothing', async () => {
  const server = new FakeServer()
  server.put('room/5', [...messages(1, 2), aMessage(3, { from: ME, body: 'on the kwai' }), aMessage(4)])
  const chat = await opened(server)
  expect(chat.own.mend('room/5', 's/kwai/quay/')).toBe(true)
  await vi.waitFor(() => expect(chat.own.last('room/5')).toMatchObject({ body: 'on the quay', edited: true }))
  expect(chat.own.mend('room/5', 's/dock/quay/')).toContain('does not say “dock”')
  expect(chat.own.mend('room/5', 's/he or s/he')).toBe(false)
  expect(chat.own.mend('room/5', 'hello')).toBe(false)
  expect(server.sent).toEqual([])
})

test("one edits what is one's own; room admins delete what others said, and archived rooms stay as they are", async () => {
  const server = new FakeServer()
  const chat = await opened(server)
  const mine = aMessage(1, { from: ME })
  const theirs = aMessage(2)
  const note = aMessage(3, { type: 'notification', from: null })
  const may = () =>
    [mine, theirs, note].map((one) => [chat.own.canEdit('room/5', one), chat.own.canDelete('room/5', one)])
  const no = [false, false]
  expect(may()).toEqual([[true, true], no, no])
  chat.rooms.reset([aRoom({ can_admin: true })])
  expect(may()).toEqual([
    [true, true],
    [false, true],
    [false, true],
  ])
  chat.rooms.reset([aRoom({ can_admin: true, can_post: false })])
  expect(may()).toEqual([no, no, no])
  expect(chat.own.canDelete('user/2', mine)).toBe(true)
  expect(chat.own.canDelete('user/2', theirs)).toBe(false)
  expect(chat.own.canDelete('user/2', { ...mine, deleted: true })).toBe(false)
})

test('what is found behind a link comes to a message that is there already', async () => {
  const server = new FakeServer()
  server.put('room/5', messages(1, 3))
  const chat = await opened(server)
  const links = [{ type: 'link' as const, url: 'https://quay.example', link: { title: 'Tides' } }]
  chat.apply({ type: 'message.edited', cursor: 101, chat: ROOM, message: { ...aMessage(2), links } })
  expect(chat.known('room/5')?.timeline.messages[1]?.links).toEqual(links)
})

test('a changed list of emoticons is fetched again', async () => {
  const server = new FakeServer()
  const chat = await opened(server)
  const asked = vi.spyOn(server, 'emoticons')
  chat.apply({ type: 'emoticons.changed', cursor: 101 })
  expect(asked).toHaveBeenCalledOnce()
})
