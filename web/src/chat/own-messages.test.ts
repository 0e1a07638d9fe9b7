import { expect, test, vi } from 'vitest'
import type { MessageIn } from '../api/types'
import type { ChatKey, ChatMessage } from '../messages/model'
import { aChat, aMessage, FakeServer, ME } from './test-world'

/** Answers to sending and editing wait until they are let go. */
class SlowServer extends FakeServer {
  held: (() => void)[] = []
  edited: string[] = []

  override async send(key: ChatKey, body: MessageIn): Promise<ChatMessage> {
    const message = await super.send(key, body)
    await this.#hold()
    return message
  }

  override async edit(key: ChatKey, id: string, text: string): Promise<ChatMessage> {
    this.edited.push(text)
    await this.#hold()
    return super.edit(key, id, text)
  }

  async answer(): Promise<void> {
    await vi.waitFor(() => expect(this.held).not.toEqual([]))
    this.held.shift()?.()
  }

  #hold(): Promise<void> {
    return new Promise((resolve) => this.held.push(resolve))
  }
}

async function aDesk() {
  const server = new SlowServer()
  server.put('room/5', [aMessage(1, { from: ME, body: 'said long ago' })])
  const chat = await aChat(server)
  const refusals: string[] = []
  chat.onRefused = (sentence) => refusals.push(sentence)
  chat.open('room/5')
  await vi.waitFor(() => expect(chat.known('room/5')?.timeline.messages.length).toBe(1))
  chat.writing.setOnline(true)
  const pending = () => chat.writing.pending('room/5').map(({ text, state }) => `${text}: ${state}`)
  const shown = () => chat.known('room/5')?.timeline.messages.map(({ body }) => body)
  return { server, chat, refusals, pending, shown }
}

test('a slip in a message on its way is mended at once, and on the server when that has it', async () => {
  const { server, chat, pending, shown } = await aDesk()
  chat.send('room/5', 'on the kwai')
  expect(chat.own.mend('room/5', 's/kwai/quay/')).toBe(true)
  expect(pending()).toEqual(['on the quay: sending'])
  await server.answer()
  await vi.waitFor(() => expect(server.edited).toEqual(['on the quay']))
  expect(shown()).toEqual(['said long ago', 'on the quay'])
  await server.answer()
  await vi.waitFor(() => expect(chat.own.last('room/5')).toMatchObject({ body: 'on the quay', edited: true }))
  expect(server.sent.map(({ body }) => body.message)).toEqual(['on the kwai'])
})

test('what was not sent yet is sent as it was mended', async () => {
  const { server, chat } = await aDesk()
  chat.writing.setOnline(false)
  chat.send('room/5', 'on the kwai')
  expect(chat.own.mend('room/5', 's/kwai/quay/')).toBe(true)
  chat.writing.setOnline(true)
  await server.answer()
  await vi.waitFor(() => expect(chat.own.last('room/5')?.body).toBe('on the quay'))
  expect(server.sent.map(({ body }) => body.message)).toEqual(['on the quay'])
  expect(server.edited).toEqual([])
})

test('two slips mended quickly are both mended, one after the other', async () => {
  const { server, chat } = await aDesk()
  expect(chat.own.mend('room/5', 's/said/written/')).toBe(true)
  expect(chat.own.mend('room/5', 's/long/not long/')).toBe(true)
  expect(server.edited).toEqual(['written long ago'])
  await server.answer()
  await server.answer()
  expect(server.edited).toEqual(['written long ago', 'written not long ago'])
  await vi.waitFor(() => expect(chat.own.last('room/5')?.body).toBe('written not long ago'))
})

test('a change that the server refuses is taken back and said', async () => {
  const { server, chat, refusals, shown } = await aDesk()
  chat.send('room/5', 'on the kwai')
  chat.own.mend('room/5', 's/kwai/quay/')
  await server.answer()
  await vi.waitFor(() => expect(server.edited).toEqual(['on the quay']))
  server.failure = new Error('This room is archived')
  await server.answer()
  await vi.waitFor(() => expect(refusals.length).toBe(1))
  expect(shown()).toEqual(['said long ago', 'on the kwai'])
})

test('a message that arrives while it is being edited goes on being edited, by its id', async () => {
  const { server, chat } = await aDesk()
  chat.send('room/5', 'on the kwai')
  const last = chat.own.last('room/5')
  if (!last) throw new Error('nothing to edit')
  chat.changes.startEdit('room/5', last)
  chat.changes.write('on the qu')
  await server.answer()
  await vi.waitFor(() => expect(chat.writing.pending('room/5')).toEqual([]))
  expect(chat.changes.store.getState().editing).toMatchObject({ text: 'on the qu', id: 'sent 2' })
  chat.changes.write('on the quay')
  void chat.changes.save()
  await server.answer()
  await vi.waitFor(() => expect(chat.own.last('room/5')?.body).toBe('on the quay'))
  expect(chat.changes.store.getState().editing).toBeNull()
})

test('a message that could not be sent is tried again as it was mended', async () => {
  const { server, chat, pending } = await aDesk()
  server.failure = { status: 400, message: 'Too salty' }
  chat.send('room/5', 'on the kwai')
  await vi.waitFor(() => expect(pending()).toEqual(['on the kwai: failed']))
  server.failure = null
  expect(chat.own.mend('room/5', 's/kwai/quay/')).toBe(true)
  await server.answer()
  await vi.waitFor(() => expect(pending()).toEqual([]))
  expect(server.sent.map(({ body }) => body.message)).toEqual(['on the quay'])
})

test('what is written into a message that is deleted meanwhile is kept as a draft', async () => {
  const { chat, refusals } = await aDesk()
  const [message] = chat.known('room/5')?.timeline.messages ?? []
  if (!message) throw new Error('no message')
  chat.writing.drafts.set('room/5', 'begun before')
  chat.changes.startEdit('room/5', message)
  chat.changes.write('said long ago, and much better now')
  chat.apply({
    type: 'message.deleted',
    cursor: 200,
    chat: { id: 5, kind: 'room' },
    message: { ...message, body: null, deleted: true },
  })
  expect(chat.changes.store.getState().editing).toBeNull()
  expect(chat.writing.drafts.get('room/5')).toBe('said long ago, and much better now\nbegun before')
  expect(refusals).toHaveLength(1)
})
