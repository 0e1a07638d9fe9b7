import { afterEach, expect, test } from 'vitest'
import type { EmoticonEntry } from '../api/types'
import { memoryShelf } from '../chat/test-world'
import { setCustomEmoticons } from './custom'
import { findEmoticon, splitEmoticons } from './emoticons'
import { EmoticonKeeper } from './keeper'

afterEach(() => setCustomEmoticons([]))

const KRAKEN: EmoticonEntry = {
  id: 1_000_001,
  shortcut: 'kraken',
  url: '/pictures/abc/small',
  width: 60,
  height: 30,
  is_custom: true,
}

test("the group's emoticons are found in texts beside the standard ones, which stay as they are", async () => {
  const shelf = memoryShelf()
  const all = [KRAKEN, { ...KRAKEN, shortcut: 'smile', is_custom: false }]
  const keeper = new EmoticonKeeper(async () => all, shelf, 'emoticons')
  expect(splitEmoticons('what a (kraken)')).toEqual(['what a (kraken)'])
  await keeper.refresh()
  expect(splitEmoticons('what a (kraken)')[1]).toMatchObject({ url: KRAKEN.url, width: 60 })
  expect(findEmoticon('(smile)')?.url).toBe('/emoticons/smile.svg')
})

test('the next page has them at once, and a failed fetch takes none away', async () => {
  const shelf = memoryShelf()
  await new EmoticonKeeper(async () => [KRAKEN], shelf, 'emoticons').refresh()
  setCustomEmoticons([])
  const keeper = new EmoticonKeeper(async () => Promise.reject(new Error('away')), shelf, 'emoticons')
  await keeper.refresh()
  expect(findEmoticon('(kraken)')).not.toBeNull()
})

test('a broken shelf is an empty one', () => {
  const shelf = memoryShelf()
  shelf.setItem('emoticons', '{"not": "a list"')
  new EmoticonKeeper(async () => [], shelf, 'emoticons')
  expect(findEmoticon('(kraken)')).toBeNull()
})
