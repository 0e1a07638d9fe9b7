import { expect, test } from 'vitest'
import { ApiError } from '../api/errors'
import { aMessage, messages, page } from '../chat/test-world'
import { History } from './history'
import { Timeline } from './timeline'

function loaded(from: number, to: number): Timeline {
  const timeline = new Timeline()
  timeline.addPage({ items: messages(from, to), first_position: 1, last_position: to }, { limit: 50 })
  return timeline
}

const positions = (timeline: Timeline) => timeline.messages.map((message) => message.position)

test('a message that comes twice is shown once', () => {
  const timeline = loaded(1, 3)
  timeline.append(aMessage(4))
  timeline.append(aMessage(4))
  timeline.addPage({ items: messages(2, 4), first_position: 1, last_position: 4 }, { after: 1, limit: 50 })
  expect(positions(timeline)).toEqual([1, 2, 3, 4])
})

test('one that came twice while the reader was far back stands once at the end', () => {
  const timeline = loaded(1, 10)
  const far = { items: messages(101, 140), first_position: 1, last_position: 200 }
  timeline.addPage(far, { isElsewhere: true, limit: 50 })
  timeline.append(aMessage(201))
  timeline.append(aMessage(201))
  const end = { items: messages(151, 200), first_position: 1, last_position: 200 }
  timeline.addPage(end, { isElsewhere: true, limit: 50 })
  expect(positions(timeline).slice(-2)).toEqual([200, 201])
})

test('messages are ordered by position, in whatever order they come', () => {
  const timeline = loaded(1, 2)
  timeline.append(aMessage(5))
  timeline.append(aMessage(3))
  timeline.append(aMessage(4))
  expect(positions(timeline)).toEqual([1, 2, 3, 4, 5])
  expect(timeline.gap()).toBeNull()
})

test('a hole in the positions is seen', () => {
  const timeline = loaded(1, 3)
  timeline.append(aMessage(7))
  expect(timeline.gap()).toEqual({ after: 3, before: 7 })
})

test('an edit changes that message only', () => {
  const timeline = loaded(1, 3)
  const before = timeline.messages
  timeline.replace(aMessage(2, { body: 'better', edited: true }))
  expect(timeline.messages[1]?.body).toBe('better')
  expect(timeline.messages[0]).toBe(before[0])
  expect(timeline.messages[2]).toBe(before[2])
})

test('a page that was on its way when a message was deleted does not bring it back', () => {
  const timeline = loaded(51, 60)
  timeline.replace(aMessage(50, { body: null, deleted: true }))
  timeline.addPage(
    { items: messages(41, 50), first_position: 1, last_position: 60 },
    { before: 51, limit: 10 },
  )
  expect(timeline.messages.find(({ position }) => position === 50)?.deleted).toBe(true)
})

test('before the first page live messages wait for it, so that no hole is drawn', () => {
  const timeline = new Timeline()
  timeline.append(aMessage(9))
  expect(timeline.messages).toEqual([])
})

test('a message that came while the first page was on its way is shown with it, once', () => {
  const timeline = new Timeline()
  timeline.append(aMessage(3))
  timeline.append(aMessage(4))
  timeline.addPage({ items: messages(1, 3), first_position: 1, last_position: 3 }, { limit: 50 })
  expect(positions(timeline)).toEqual([1, 2, 3, 4])
})

test('the first message of a room that was opened empty is not lost', () => {
  const timeline = new Timeline()
  timeline.append(aMessage(1))
  timeline.addPage({ items: [], first_position: 1, last_position: 0 }, { limit: 50 })
  expect(positions(timeline)).toEqual([1])
})

test('long timelines keep the newest messages', () => {
  const timeline = loaded(1, 40)
  timeline.trim(20)
  expect(positions(timeline)[0]).toBe(21)
  expect(timeline.store.getState().reachesStart).toBe(false)
})

test('older pages come until the start is reached', async () => {
  const all = messages(1, 120)
  const timeline = new Timeline()
  const history = new History(timeline, async (query) => page(all, query))
  await history.open()
  expect(positions(timeline)).toEqual(messages(71, 120).map(({ position }) => position))
  await history.loadOlder()
  await history.loadOlder()
  expect(timeline.messages.length).toBe(120)
  expect(timeline.store.getState().reachesStart).toBe(true)
})

test('holes are filled from history, page by page', async () => {
  const all = messages(1, 300)
  const timeline = loaded(1, 100)
  const history = new History(timeline, async (query) => page(all, query))
  timeline.append(aMessage(230))
  await history.fillGaps()
  expect(timeline.gap()).toBeNull()
  expect(timeline.newest?.position).toBeGreaterThanOrEqual(230)
})

test('a hole too wide to fill drops the older part, which comes again by scrolling', async () => {
  const all = messages(1, 900)
  const timeline = loaded(1, 50)
  const history = new History(timeline, async (query) => page(all, query))
  timeline.append(aMessage(900))
  await history.fillGaps()
  expect(positions(timeline)).toEqual([900])
  await history.loadOlder()
  expect(positions(timeline)[0]).toBe(850)
})

test('positions that are not for this reader do not stop or repeat the filling', async () => {
  const all = messages(1, 20).filter(({ position }) => position !== 11)
  const timeline = loaded(1, 10)
  let asked = 0
  const history = new History(timeline, async (query) => {
    asked += 1
    return page(all, query)
  })
  timeline.append(aMessage(12))
  await history.fillGaps()
  expect(asked).toBe(1)
})

test('a failed fetch says why and can be tried again', async () => {
  const timeline = new Timeline()
  let fails = true
  const history = new History(timeline, async (query) => {
    if (fails) throw new ApiError('No connection to the server.', 0)
    return page(messages(1, 3), query)
  })
  await history.open()
  expect(history.store.getState().error).toBe('No connection to the server.')
  fails = false
  await history.open()
  expect(timeline.messages.length).toBe(3)
  expect(history.store.getState().error).toBeNull()
})

test('a page from far back takes the place of what was there, until the reader comes back to the end', async () => {
  const all = messages(1, 1_000)
  const timeline = new Timeline()
  const history = new History(timeline, async (query) => page(all, query))
  await history.open()
  await history.goTo({ around: 'm300' }, () => {})
  expect(timeline.find('m300')).toBeDefined()
  expect(timeline.newest?.position).toBeLessThan(330)
  expect(timeline.gap()).toBeNull()
  expect(timeline.store.getState()).toMatchObject({ reachesEnd: false, reachesStart: false, stretch: 1 })

  timeline.append(aMessage(1_001))
  expect(timeline.newest?.position).toBeLessThan(330)
  await history.goToEnd(() => {})
  expect(timeline.newest?.position).toBe(1_001)
  expect(timeline.store.getState().reachesEnd).toBe(true)
})

test('a page next to what is there joins it', async () => {
  const all = messages(1, 90)
  const timeline = new Timeline()
  const history = new History(timeline, async (query) => page(all, query))
  await history.open()
  await history.goTo({ around: 'm30' }, () => {})
  expect(positions(timeline)).toEqual(all.slice(4).map(({ position }) => position))
  expect(timeline.store.getState()).toMatchObject({ reachesEnd: true, stretch: 0 })
})

test('newer pages lead from an old message to the newest, with what was said meanwhile', async () => {
  const all = messages(1, 400)
  const timeline = new Timeline()
  const history = new History(timeline, async (query) => page(all, query))
  await history.goTo({ around: 'm300' }, () => {})
  all.push(aMessage(401))
  timeline.append(aMessage(401))
  timeline.append(aMessage(402))
  all.push(aMessage(402))
  for (let step = 0; step < 4; step += 1) await history.loadNewer()
  expect(timeline.newest?.position).toBe(402)
  expect(timeline.gap()).toBeNull()
  expect(timeline.store.getState().reachesEnd).toBe(true)
})

test('a page that was on its way when the reader went elsewhere is thrown away', async () => {
  const all = messages(1, 1_000)
  const timeline = new Timeline()
  let release = () => {}
  const wait = new Promise<void>((resolve) => {
    release = resolve
  })
  const history = new History(timeline, async (query) => {
    if (query.before) await wait
    return page(all, query)
  })
  await history.open()
  const older = history.loadOlder()
  await history.goTo({ around: 'm100' }, () => {})
  release()
  await older
  expect(timeline.newest?.position).toBeLessThan(130)
})

test('however far one scrolls, only so many messages are held', async () => {
  const all = messages(1, 5_000)
  const timeline = new Timeline()
  const history = new History(timeline, async (query) => page(all, query))
  await history.open()
  for (let step = 0; step < 60; step += 1) await history.loadOlder()
  expect(timeline.messages.length).toBe(2_000)
  expect(timeline.store.getState().reachesEnd).toBe(false)
  timeline.append(aMessage(5_001))
  expect(timeline.messages.length).toBe(2_000)
})

test('replies count on what they answer, each once, whatever order things come in', () => {
  const timeline = loaded(1, 3)
  const parent = { id: 'm2', from: null, excerpt: 'message 2' }
  timeline.append(aMessage(4, { parent }))
  timeline.append(aMessage(4, { parent }))
  timeline.append(aMessage(5, { parent, from: { id: 9, name: 'Bo', mention_name: 'Bo' } }))
  expect(timeline.find('m2')?.replies).toMatchObject({ count: 2, last_position: 5, users: [9, 2] })
  timeline.addPage(
    { items: [aMessage(4, { parent }), aMessage(6, { parent })], first_position: 1, last_position: 6 },
    { after: 3, limit: 50 },
  )
  expect(timeline.find('m2')?.replies?.count).toBe(3)
})

test('what quotes a message says what it says now', () => {
  const timeline = loaded(1, 3)
  const parent = { id: 'm2', from: null, excerpt: 'message 2' }
  timeline.append(aMessage(4, { parent }))
  timeline.replace(aMessage(2, { body: 'better', edited: true }))
  expect(timeline.newest?.parent?.excerpt).toBe('better')
  timeline.replace(aMessage(2, { body: null, deleted: true }))
  expect(timeline.newest?.parent?.excerpt).toBe('')
})
