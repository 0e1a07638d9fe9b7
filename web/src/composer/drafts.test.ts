import { expect, test } from 'vitest'
import { memoryShelf } from '../chat/test-world'
import { Drafts } from './drafts'

test('it is known where something was written and not sent', () => {
  const shelf = memoryShelf()
  const drafts = new Drafts(shelf, 'draft.1.')
  drafts.set('room/5', 'half')
  drafts.set('room/6', 'a tho')
  drafts.set('room/6', '')
  expect([...drafts.store.getState().keys]).toEqual(['room/5'])
  shelf.setItem('draft.11.room/7', 'of somebody else')
  expect([...new Drafts(shelf, 'draft.1.').store.getState().keys]).toEqual(['room/5'])
})

test('what another tab writes or sends is taken over, once', () => {
  const drafts = new Drafts(memoryShelf(), 'draft.1.')
  const told: string[] = []
  drafts.elsewhere.subscribe(({ key, text }) => told.push(`${key}: ${text}`))
  drafts.set('room/5', 'here')
  drafts.followShelf('draft.1.room/5', 'here')
  drafts.followShelf('draft.1.room/5', 'here and there')
  drafts.followShelf('draft.1.room/5', null)
  drafts.followShelf('draft.2.room/5', 'of somebody else')
  expect(told).toEqual(['room/5: here and there', 'room/5: '])
  expect(drafts.get('room/5')).toBe('')
  expect(drafts.store.getState().keys.size).toBe(0)
})
