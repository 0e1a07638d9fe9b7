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
  expect(boxFor(1200, 750)).toMatchObject({ width: 360, height: 225, isCut: false, isFine: false })
  expect(boxFor(1080, 2340)).toMatchObject({ width: 166, height: 360, isCut: false })
  expect(boxFor(60, 40)).toMatchObject({ width: 60, height: 40 })
  expect(boxFor(null, null)).toMatchObject({ width: 240, height: 160 })
})

test('what is very tall is shown from its beginning, what is very wide may take more of the line', () => {
  expect(boxFor(390, 2400)).toEqual({ width: 160, height: 360, isCut: true, isFine: true })
  expect(boxFor(90, 2400)).toEqual({ width: 90, height: 360, isCut: true, isFine: true })
  expect(boxFor(2400, 300)).toEqual({ width: 640, height: 80, isCut: false, isFine: true })
  expect(boxFor(4000, 2)).toMatchObject({ width: 640, height: 32 })
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
