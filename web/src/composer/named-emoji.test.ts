import { expect, test } from 'vitest'
import { meantBy, namedAt } from './named-emoji'

test('a name between colons is found where it is closed', () => {
  expect(namedAt('well done :tada:', 16)).toEqual({ name: 'tada', from: 10, to: 16 })
  expect(namedAt(':+1:', 4)).toEqual({ name: '+1', from: 0, to: 4 })
})

test('times, addresses and code are left alone', () => {
  for (const text of ['at 10:30:', 'http://host:80:', 'std::vector::', '/code :tada:', '```\n:tada:'])
    expect(namedAt(text, text.length)).toBeNull()
})

test('names of other chats lead to what they mean', async () => {
  expect(await meantBy('smile')).toBe('(smile)')
  expect(await meantBy('tada')).toBe('🎉')
  expect(await meantBy('white_check_mark')).toBe('✅')
  expect(await meantBy('fire')).toBe('🔥')
})

test('what could be many things, or none, stays text', async () => {
  for (const name of ['zzzzzz', 'no', 'arrow', 'face', 'constructor']) expect(await meantBy(name)).toBeNull()
})
