import { expect, test } from 'vitest'
import { ApiError } from '../api/errors'
import { aMessage, ME } from '../chat/test-world'
import { Changes } from './changes'
import type { ChatMessage } from './model'
import { Timeline } from './timeline'

function aDesk() {
  const timeline = new Timeline()
  timeline.addPage(
    { items: [aMessage(1, { from: ME, body: 'as it was' })], first_position: 1, last_position: 1 },
    { limit: 50 },
  )
  const world = {
    timeline,
    failure: null as unknown,
    asked: [] as string[],
    changes: null as unknown as Changes,
  }
  world.changes = new Changes({
    amend: () => false,
    edit: async (_, id, text) => {
      world.asked.push(`edit ${id} ${text}`)
      if (world.failure) throw world.failure
      return { ...(timeline.messages[0] as ChatMessage), body: text, edited: true }
    },
    remove: async (_, id) => {
      world.asked.push(`remove ${id}`)
      if (world.failure) throw world.failure
    },
    timeline: () => timeline,
  })
  return world
}

const first = (timeline: Timeline) => timeline.messages[0] as ChatMessage

test('a saved edit is in the timeline, and the editor is closed', async () => {
  const { changes, timeline } = aDesk()
  changes.startEdit('room/5', first(timeline))
  changes.write('as it should be ')
  expect(await changes.save()).toBe(true)
  expect(first(timeline)).toMatchObject({ body: 'as it should be', edited: true })
  expect(changes.store.getState().editing).toBeNull()
})

test('the same text asks nobody', async () => {
  const { changes, timeline, asked } = aDesk()
  changes.startEdit('room/5', first(timeline))
  expect(await changes.save()).toBe(true)
  expect(asked).toEqual([])
})

test('an empty text is not sent', async () => {
  const { changes, timeline, asked } = aDesk()
  changes.startEdit('room/5', first(timeline))
  changes.write('  ')
  expect(await changes.save()).toBe(false)
  expect(changes.store.getState().editing?.error).toContain('needs some text')
  expect(asked).toEqual([])
})

test('a refused edit keeps what was written, with the reason', async () => {
  const world = aDesk()
  world.failure = new ApiError('This room is archived', 409)
  world.changes.startEdit('room/5', first(world.timeline))
  world.changes.write('other words')
  expect(await world.changes.save()).toBe(false)
  expect(world.changes.store.getState().editing).toMatchObject({
    text: 'other words',
    error: 'This room is archived',
    isSaving: false,
  })
  expect(first(world.timeline).body).toBe('as it was')
})

test('an answer that comes after the live event takes nothing back', async () => {
  const { changes, timeline } = aDesk()
  const links = [{ type: 'link' as const, url: 'https://quay.example', link: { title: 'Tides' } }]
  timeline.replace({ ...first(timeline), body: 'new', edited: true, links })
  await changes.rewrite('room/5', 'm1', 'new')
  expect(first(timeline).links).toEqual(links)
})

test('a deleted message leaves its place and its author', async () => {
  const { changes, timeline, asked } = aDesk()
  changes.askDelete('room/5', first(timeline))
  await changes.remove()
  expect(asked).toEqual(['remove m1'])
  expect(first(timeline)).toMatchObject({ position: 1, body: null, deleted: true, from: { id: ME.id } })
  expect(changes.store.getState().deleting).toBeNull()
})

test('a refused deletion stays asked, with the reason', async () => {
  const world = aDesk()
  world.failure = new ApiError('Only the author may do that', 403)
  world.changes.askDelete('room/5', first(world.timeline))
  await world.changes.remove()
  expect(world.changes.store.getState().deleting).toMatchObject({ error: 'Only the author may do that' })
  expect(first(world.timeline).body).toBe('as it was')
})

test('an editing that was left and begun anew is not closed by the saving of the first', async () => {
  const { changes, timeline } = aDesk()
  changes.startEdit('room/5', first(timeline))
  changes.write('saved slowly')
  const saving = changes.save()
  changes.cancelEdit()
  changes.startEdit('room/5', first(timeline))
  changes.write('second thoughts')
  expect(await saving).toBe(true)
  expect(changes.store.getState().editing).toMatchObject({ text: 'second thoughts', isSaving: false })
})

test('the question about one message stays when the deletion of another is done', async () => {
  const { changes, timeline } = aDesk()
  changes.askDelete('room/5', first(timeline))
  const removing = changes.remove()
  changes.keep()
  const other = aMessage(2)
  changes.askDelete('room/5', other)
  await removing
  expect(changes.store.getState().deleting).toMatchObject({ message: other, isWorking: false })
})
