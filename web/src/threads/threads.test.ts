import { expect, test } from 'vitest'
import { aMessage, memoryShelf } from '../chat/test-world'
import { Drafts } from '../composer/drafts'
import type { ChatMessage } from '../messages/model'
import type { RepliesQuery } from './calls'
import { Threads } from './threads'

const parent = { id: 'm1', from: null, excerpt: 'message 1' }
const reply = (position: number, change: Partial<ChatMessage> = {}) =>
  aMessage(position, { parent, ...change })

function setUp(all: ChatMessage[], shelf = memoryShelf()) {
  const threads = new Threads(async (_key, _id, { before, limit }: RepliesQuery) => {
    const within = all.filter(({ position }) => position < (before ?? Number.POSITIVE_INFINITY))
    return { items: within.slice(-limit), has_more: within.length > limit }
  }, new Drafts(shelf, 'reply.'))
  const shown = () =>
    threads.store
      .getState()
      .open.get('m1')
      ?.replies.map(({ position }) => position)
  return { threads, shown }
}

test('a thread opens with its newest replies; earlier ones come on request', async () => {
  const { threads, shown } = setUp(Array.from({ length: 40 }, (_, i) => reply(i + 2)))
  threads.open('room/5', 'm1')
  await Promise.resolve()
  await Promise.resolve()
  expect(shown()).toHaveLength(30)
  expect(threads.store.getState().open.get('m1')?.hasEarlier).toBe(true)
  await threads.load('m1')
  expect(shown()).toHaveLength(40)
  expect(threads.store.getState().open.get('m1')?.hasEarlier).toBe(false)
})

test('new replies come in by themselves, deleted ones go, edited ones change', async () => {
  const { threads, shown } = setUp([reply(2), reply(3)])
  threads.open('room/5', 'm1')
  threads.take(reply(4))
  threads.take(aMessage(5))
  await threads.load('m1')
  expect(shown()).toEqual([2, 3, 4])
  threads.replace(reply(3, { body: 'better' }))
  expect(threads.store.getState().open.get('m1')?.replies[1]?.body).toBe('better')
  threads.replace(aMessage(3, { body: null, deleted: true }))
  expect(shown()).toEqual([2, 4])
})

test('what was written stays when a thread is closed and opened again', () => {
  const { threads } = setUp([])
  threads.open('room/5', 'm1')
  threads.write('m1', 'not yet')
  threads.close('m1')
  threads.open('room/5', 'm1')
  expect(threads.store.getState().open.get('m1')?.draft).toBe('not yet')
})

test('an answer that was not sent is kept over a reload, however many threads are opened', () => {
  const shelf = memoryShelf()
  const { threads } = setUp([], shelf)
  threads.open('room/5', 'm1')
  threads.write('m1', 'not yet')
  for (let other = 2; other < 30; other += 1) threads.open('room/5', `m${other}`)
  const { threads: again } = setUp([], shelf)
  again.open('room/5', 'm1')
  expect(again.store.getState().open.get('m1')?.draft).toBe('not yet')
})

test('a thread that cannot be fetched says why', async () => {
  const threads = new Threads(() => Promise.reject(new Error('no')), new Drafts(memoryShelf(), 'reply.'))
  threads.open('room/5', 'm1')
  await Promise.resolve()
  await Promise.resolve()
  expect(threads.store.getState().open.get('m1')).toMatchObject({ isLoaded: false, isLoading: false })
  expect(threads.store.getState().open.get('m1')?.error).toBeTruthy()
})
