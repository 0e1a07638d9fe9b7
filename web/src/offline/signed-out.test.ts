import { expect, it, vi } from 'vitest'

vi.mock('./kept', () => ({ forgetKept: async () => {} }))

const LOOKS = { 'chinwag.theme': 'dark', 'chinwag.push.7': 'on' }
const WRITTEN = { 'chinwag.draft.7.room/1': 'later', 'chinwag.outbox.7.abc': '{}' }
const OF_ANOTHER = { 'chinwag.draft.77.room/1': 'mine' }
const KNOWN = { 'chinwag.searches.7': '["berth"]', 'chinwag.preferences.7': '{}' }
const HABITS = { 'chinwag.shown.7': 'room/1', 'chinwag.emoji.7': '["⚓"]', 'chinwag.presence.7': '{}' }

async function leftOf(leaver?: number): Promise<object> {
  const { forgetPerson } = await import('./signed-out')
  localStorage.clear()
  const all = { ...LOOKS, ...WRITTEN, ...OF_ANOTHER, ...KNOWN, ...HABITS }
  for (const [name, text] of Object.entries(all)) localStorage.setItem(name, text)
  await forgetPerson(leaver)
  return { ...localStorage }
}

it('leaves nothing of who signed out, and takes nothing of anybody else', async () => {
  expect(await leftOf(7)).toEqual({ ...LOOKS, ...OF_ANOTHER })
})

it('leaves what was written and not sent to whoever was signed out', async () => {
  expect(await leftOf()).toEqual({ ...LOOKS, ...WRITTEN, ...OF_ANOTHER, ...HABITS })
})
