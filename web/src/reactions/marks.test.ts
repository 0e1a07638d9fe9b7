import { expect, test, vi } from 'vitest'
import { ApiError } from '../api/errors'
import { aMessage, ME, messages } from '../chat/test-world'
import { Timeline } from '../messages/timeline'
import { Marks, wished } from './marks'
import { favouritesOf, recentOf } from './recent'

function aTimeline(): Timeline {
  const timeline = new Timeline()
  timeline.addPage({ items: messages(1, 3), first_position: 1, last_position: 3 }, { limit: 50 })
  return timeline
}

function seen(marks: Marks, timeline: Timeline, id: string) {
  const message = timeline.find(id)
  if (!message) throw new Error('no such message')
  return wished(message, marks.store.getState().wishes.get(id), ME.id)
}

function setUp(react: (isOn: boolean) => Promise<void>) {
  const timeline = aTimeline()
  const refused = vi.fn()
  const marks = new Marks({
    react: (_key, _id, _emoji, isOn) => react(isOn),
    pin: (_key, _id, isOn) => react(isOn),
    timeline: () => timeline,
    onRefused: refused,
    me: ME.id,
  })
  return { timeline, refused, marks }
}

test('a reaction is shown at once and stays when the server has it', async () => {
  let arrive = () => {}
  const { timeline, marks } = setUp(() => new Promise((resolve) => (arrive = resolve)))
  marks.toggle('room/5', aMessage(2), '🎉')
  expect(seen(marks, timeline, 'm2').reactions).toEqual([{ emoji: '🎉', users: [ME.id] }])
  expect(timeline.find('m2')?.reactions).toBeUndefined()
  arrive()
  await vi.waitFor(() => expect(marks.store.getState().wishes.size).toBe(0))
  expect(timeline.find('m2')?.reactions).toEqual([{ emoji: '🎉', users: [ME.id] }])
})

test('what others put on meanwhile is kept', async () => {
  let arrive = () => {}
  const { timeline, marks } = setUp(() => new Promise((resolve) => (arrive = resolve)))
  marks.toggle('room/5', aMessage(2), '🎉')
  timeline.replace(aMessage(2, { reactions: [{ emoji: '🎉', users: [7] }] }))
  expect(seen(marks, timeline, 'm2').reactions).toEqual([{ emoji: '🎉', users: [7, ME.id] }])
  arrive()
  await vi.waitFor(() => expect(marks.store.getState().wishes.size).toBe(0))
  expect(timeline.find('m2')?.reactions?.[0]?.users).toEqual([7, ME.id])
})

test('a refused reaction is taken back, with the reason', async () => {
  const { timeline, refused, marks } = setUp(() =>
    Promise.reject(new ApiError('This message is deleted', 409)),
  )
  marks.toggle('room/5', aMessage(2), '🎉')
  await vi.waitFor(() => expect(refused).toHaveBeenCalledWith('Not saved: This message is deleted'))
  expect(seen(marks, timeline, 'm2').reactions).toBeUndefined()
})

test('clicking quickly ends with what was wanted last', async () => {
  const sent: boolean[] = []
  const { timeline, marks } = setUp(async (isOn) => void sent.push(isOn))
  const message = aMessage(2)
  for (let click = 0; click < 3; click += 1) marks.toggle('room/5', message, '🎉')
  await vi.waitFor(() => expect(marks.store.getState().wishes.size).toBe(0))
  expect(sent.at(-1)).toBe(true)
  expect(timeline.find('m2')?.reactions).toEqual([{ emoji: '🎉', users: [ME.id] }])
})

test('a pin is on the message at once', async () => {
  const { timeline, marks } = setUp(async () => {})
  marks.pin('room/5', aMessage(2), true)
  expect(seen(marks, timeline, 'm2').pinned).toBe(true)
  await vi.waitFor(() => expect(marks.store.getState().wishes.size).toBe(0))
  expect(timeline.find('m2')?.pinned).toBe(true)
})

test('favourites are what is used most, the recent ones what was used last', () => {
  expect(favouritesOf([])).toEqual(['(thumbsup)', '(heart)'])
  expect(favouritesOf(['🎉', '🚀', '🎉'])).toEqual(['🎉', '🚀'])
  expect(recentOf(['🚀', '🎉', '🚀'])).toEqual(['🚀', '🎉'])
})
