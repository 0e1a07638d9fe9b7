import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FileIn } from '../api/upload'
import { aMessage, ME } from '../chat/test-world'
import type { Attached } from './attachments'
import { Uploads } from './uploads'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const OFFLINE = { status: 0, message: 'No connection' }
const settle = () => vi.advanceTimersByTimeAsync(1)

function file(name: string): Attached {
  return { id: name, file: new File(['words'], name), preview: null }
}

function someUploads() {
  const sent: FileIn[] = []
  const world = {
    sent,
    failure: null as unknown,
    /** Set to keep requests waiting; called to let them go. */
    gate: null as Promise<void> | null,
    shared: [] as string[],
    uploads: null as unknown as Uploads,
  }
  world.uploads = new Uploads(async (_, body, { onProgress, signal }) => {
    sent.push(body)
    onProgress(3)
    await Promise.race([
      world.gate ?? Promise.resolve(),
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(OFFLINE))),
    ])
    if (world.failure) throw world.failure
    return aMessage(sent.length, { from: ME, body: body.text, client_id: body.client_id })
  })
  world.uploads.onSent = (_, message) => world.shared.push(message.body ?? '')
  world.uploads.setOnline(true)
  return world
}

const states = (uploads: Uploads) =>
  uploads.of('room/5').map(({ attached, state }) => `${attached.id}: ${state}`)

test('files go one after the other, and the text with the first', async () => {
  const { uploads, sent, shared } = someUploads()
  uploads.add('room/5', 'both maps', [file('a.png'), file('b.png')])
  await settle()
  expect(sent.map(({ text, file }) => `${file.name} ${text}`)).toEqual(['a.png both maps', 'b.png '])
  expect(new Set(sent.map(({ client_id }) => client_id)).size).toBe(2)
  expect(shared).toEqual(['both maps', ''])
  expect(uploads.isBusy).toBe(false)
})

test('how far a file has come is told while it is on its way, and forgotten after', async () => {
  const world = someUploads()
  let letGo = () => {}
  world.gate = new Promise((resolve) => (letGo = resolve))
  world.uploads.add('room/5', '', [file('a.png'), file('b.png')])
  await settle()
  expect([...world.uploads.progress.getState().sent.values()]).toEqual([3])
  letGo()
  await settle()
  expect(world.uploads.progress.getState().sent.size).toBe(0)
})

test('a refused file stays with text and reason, and does not hold up the next; again it has the same id', async () => {
  const world = someUploads()
  world.failure = { status: 413, message: 'Too large' }
  world.uploads.add('room/5', 'look', [file('a.png')])
  await settle()
  const [entry] = world.uploads.of('room/5')
  expect(entry).toMatchObject({ state: 'failed', reason: 'Too large', text: 'look' })
  world.failure = null
  world.uploads.add('room/5', '', [file('b.png')])
  await settle()
  expect(states(world.uploads)).toEqual(['a.png: failed'])
  world.uploads.tryAgain(entry?.client_id ?? '')
  await settle()
  expect(world.uploads.isBusy).toBe(false)
  expect(world.sent[2]).toMatchObject({ client_id: world.sent[0]?.client_id, text: 'look' })
})

test('without a connection files wait, and go out when it is back', async () => {
  const { uploads, sent } = someUploads()
  uploads.setOnline(false)
  uploads.add('room/5', '', [file('a.png')])
  await settle()
  expect([states(uploads), sent.length]).toEqual([['a.png: waiting'], 0])
  uploads.setOnline(true)
  await settle()
  expect([states(uploads), sent.length]).toEqual([[], 1])
})

test('a lost connection is tried again a few times, then the person is asked', async () => {
  const world = someUploads()
  world.failure = OFFLINE
  world.uploads.add('room/5', '', [file('a.png')])
  await settle()
  expect(states(world.uploads)).toEqual(['a.png: waiting'])
  await vi.advanceTimersByTimeAsync(120_000)
  expect(states(world.uploads)).toEqual(['a.png: failed'])
  expect(world.sent.length).toBe(5)
})

test('the live connection may bring the message before the answer: it is sent, whatever the request says', async () => {
  const world = someUploads()
  world.failure = OFFLINE
  let letGo = () => {}
  world.gate = new Promise((resolve) => (letGo = resolve))
  world.uploads.add('room/5', '', [file('a.png')])
  await settle()
  world.uploads.confirm(world.sent[0]?.client_id ?? '')
  letGo()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(world.uploads.isBusy).toBe(false)
  expect(world.sent.length).toBe(1)
})

test('cancelling gives file and text back, and the next one follows', async () => {
  const world = someUploads()
  world.gate = new Promise(() => {})
  world.uploads.add('room/5', 'wait', [file('a.png'), file('b.png')])
  await settle()
  world.gate = null
  const stopped = world.uploads.cancel(world.sent[0]?.client_id ?? '')
  expect(stopped).toMatchObject({ text: 'wait', attached: { id: 'a.png' } })
  await settle()
  expect(world.shared).toEqual([''])
  expect(world.uploads.isBusy).toBe(false)
})
