import { expect, test } from 'vitest'
import type { ChatFile } from '../api/types'
import { boxFor } from './box'
import { shownAs } from './kinds'
import { sizeInWords } from './words'

test.each([
  [0, '0 bytes'],
  [980, '980 bytes'],
  [1024, '1 kB'],
  [98_304, '96 kB'],
  [1_468_006, '1.4 MB'],
  [52_428_800, '50 MB'],
  [3_221_225_472, '3 GB'],
])('%i bytes are %s', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words)
})

test('a picture keeps its shape in a box that is known before it is loaded', () => {
  expect(boxFor(1200, 750)).toEqual({ width: 360, height: 225 })
  expect(boxFor(300, 900)).toEqual({ width: 107, height: 320 })
  expect(boxFor(60, 40)).toEqual({ width: 60, height: 40 })
  expect(boxFor(4000, 2)).toEqual({ width: 360, height: 32 })
  expect(boxFor(null, null)).toEqual({ width: 240, height: 160 })
})

const aFile = (change: Partial<ChatFile>): ChatFile => ({
  id: 'f1',
  name: 'x',
  size: 10,
  type: 'application/octet-stream',
  url: '/files/f1/x',
  ...change,
})

test('only what the server could look at is shown as a picture; pages and drawings are only fetched', () => {
  expect(shownAs(aFile({ type: 'image/png', thumb_url: '/files/f1/thumb/x' }))).toBe('picture')
  expect(shownAs(aFile({ type: 'image/png' }))).toBe('card')
  expect(shownAs(aFile({ type: 'image/svg+xml' }))).toBe('card')
  expect(shownAs(aFile({ type: 'text/html' }))).toBe('card')
  expect(shownAs(aFile({ type: 'text/plain' }))).toBe('text')
  expect(shownAs(aFile({ type: 'text/plain', size: 9_000_000 }))).toBe('card')
  expect(shownAs(aFile({ type: 'video/mp4' }))).toBe('video')
  expect(shownAs(aFile({ type: 'audio/mpeg' }))).toBe('audio')
})
