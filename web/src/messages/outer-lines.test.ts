import { expect, test } from 'vitest'
import { stretchesOf } from '../code/blocks'
import { withoutOuterLines } from './outer-lines'

test('empty lines around a text go, those in it stay', () => {
  expect(withoutOuterLines('\n\na\n\n b\n')).toBe('a\n\n b')
  expect(withoutOuterLines('\n\n')).toBe('')
  expect(withoutOuterLines(' \n')).toBe(' ')
})

test('a message of nothing but lines holds up nobody who reads it', () => {
  const lines = `a${'\n'.repeat(1_000_000)}b`
  expect(withoutOuterLines(lines)).toBe(lines)
  expect(stretchesOf(lines)).toEqual([{ kind: 'text', text: lines }])
  expect(stretchesOf(`\`\`\`\n${lines}\n\`\`\``)).toEqual([{ kind: 'code', code: lines, language: null }])
})
