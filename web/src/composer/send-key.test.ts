import { expect, test } from 'vitest'
import { isInCode, isSendKey, trimmed, withCodeClosed } from './send-key'

const enter = (mods: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
  key: 'Enter',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...mods,
})

test('what is empty around a text goes, the indentation of code stays', () => {
  expect(trimmed('  ahoy \n')).toBe('ahoy')
  expect(trimmed('\n \n    if x:\n        y()\n\n')).toBe('    if x:\n        y()')
  expect(trimmed(' \n ')).toBe('')
})

test('Enter sends, with Shift or Alt it is a new line', () => {
  expect(isSendKey(enter(), 'ahoy', 4)).toBe(true)
  expect(isSendKey(enter({ shiftKey: true }), 'ahoy', 4)).toBe(false)
  expect(isSendKey(enter({ altKey: true }), 'ahoy', 4)).toBe(false)
  expect(isSendKey({ ...enter(), key: 'a' }, 'ahoy', 4)).toBe(false)
})

test('inside a block of code Enter is a new line, and Ctrl or ⌘ with Enter sends', () => {
  const code = '```\nlet tide'
  expect(isSendKey(enter(), code, code.length)).toBe(false)
  expect(isSendKey(enter({ ctrlKey: true }), code, code.length)).toBe(true)
  expect(isSendKey(enter({ metaKey: true }), code, code.length)).toBe(true)
  const closed = `${code}\n\`\`\``
  expect(isSendKey(enter(), closed, closed.length)).toBe(true)
  expect(isInCode(closed, 6)).toBe(true)
  expect(isInCode(closed, 0)).toBe(false)
})

test('code that is still open is closed when it is sent', () => {
  expect(withCodeClosed('```\nlet tide')).toBe('```\nlet tide\n```')
  expect(withCodeClosed('```x``` and')).toBe('```x``` and')
})
