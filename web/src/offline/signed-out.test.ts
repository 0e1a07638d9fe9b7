import { expect, it, vi } from 'vitest'

vi.mock('./kept', () => ({ forgetKept: async () => {} }))

it('leaves nothing of the person on the machine but drafts and how the page looks', async () => {
  const { forgetPerson } = await import('./signed-out')
  localStorage.clear()
  const kept = { 'chinwag.theme': 'dark', 'chinwag.draft.7.room/1': 'later' }
  const gone = { 'chinwag.searches.7': '["berth"]', 'chinwag.preferences.7': '{}' }
  for (const [name, text] of Object.entries({ ...kept, ...gone })) localStorage.setItem(name, text)
  await forgetPerson()
  expect({ ...localStorage }).toEqual(kept)
})
