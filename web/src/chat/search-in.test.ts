import { expect, test } from 'vitest'
import { isSearch, searchPath } from './paths'

test('a search has an address', () => {
  expect(searchPath('')).toBe('/search')
  expect(searchPath('in:"Front desk" ')).toBe('/search?q=in%3A%22Front+desk%22+')
  expect(searchPath('low', 'files')).toBe('/search?q=low&tab=files')
  expect(isSearch('/search') && isSearch('/search/')).toBe(true)
  expect(isSearch('/search/x') || isSearch('/room/5')).toBe(false)
})
