import { expect, test } from 'vitest'
import { Attachments } from './attachments'

const MB = 1024 * 1024

function file(name: string, size = 10): File {
  const made = new File(['x'], name)
  Object.defineProperty(made, 'size', { value: size })
  return made
}

const names = (attachments: Attachments) => attachments.of('room/5').map((one) => one.file.name)
const problem = (attachments: Attachments) => attachments.store.getState().problem.get('room/5')

function withLimit(bytes: number): Attachments {
  const attachments = new Attachments()
  attachments.limit = bytes
  return attachments
}

test('each chat keeps its own files until they are sent', () => {
  const attachments = withLimit(MB)
  attachments.add('room/5', [file('a.txt')])
  attachments.add('user/7', [file('b.txt')])
  expect(names(attachments)).toEqual(['a.txt'])
  expect(attachments.take('room/5').map((one) => one.file.name)).toEqual(['a.txt'])
  expect(names(attachments)).toEqual([])
  expect(attachments.of('user/7').length).toBe(1)
})

test('what is too large is refused with the limit of the server, the rest is taken', () => {
  const attachments = withLimit(50 * MB)
  attachments.add('room/5', [file('film.mov', 80 * MB), file('a.txt')])
  expect(names(attachments)).toEqual(['a.txt'])
  expect(problem(attachments)).toBe('“film.mov” is too large (80 MB). At most 50 MB can be shared.')
  attachments.add('room/5', [file('b.txt')])
  expect(problem(attachments)).toBeUndefined()
})

test('empty files and folders are refused', () => {
  const attachments = withLimit(MB)
  attachments.add('room/5', [file('folder', 0)])
  expect(names(attachments)).toEqual([])
  expect(problem(attachments)).toContain('“folder” is empty or a folder')
})

test('at most 20 files go with one message', () => {
  const attachments = withLimit(MB)
  attachments.add(
    'room/5',
    Array.from({ length: 25 }, (_, i) => file(`${i}.txt`)),
  )
  expect(names(attachments).length).toBe(20)
  expect(problem(attachments)).toContain('At most 20 files')
})
