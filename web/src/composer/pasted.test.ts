import { expect, test } from 'vitest'
import { bulkInWords, isBigPaste, pastedFiles } from './pasted'

test('more than 50 lines or 4,000 letters are offered as a file', () => {
  expect(isBigPaste('x\n'.repeat(50))).toBe(false)
  expect(isBigPaste('x\n'.repeat(51))).toBe(true)
  expect(isBigPaste('x'.repeat(4_000))).toBe(false)
  expect(isBigPaste('x'.repeat(4_001))).toBe(true)
  expect(bulkInWords('x\n'.repeat(120))).toBe('120 lines')
  expect(bulkInWords('x'.repeat(9_400))).toMatch(/^9.400 letters$/)
})

function clip(files: File[], texts: Record<string, string> = {}): DataTransfer {
  const types = [...Object.keys(texts), ...(files.length > 0 ? ['Files'] : [])]
  return { files, types, getData: (type: string) => texts[type] ?? '' } as unknown as DataTransfer
}

test('a copied picture is a file; a picture beside copied text is not', () => {
  const picture = new File(['x'], 'image.png', { type: 'image/png' })
  expect(pastedFiles(clip([picture])).map((file) => file.name)).toEqual(['Pasted image.png'])
  expect(pastedFiles(clip([picture], { 'text/html': '<img>' })).length).toBe(1)
  expect(pastedFiles(clip([picture], { 'text/html': '<td>1', 'text/plain': '1' }))).toEqual([])
  expect(pastedFiles(clip([new File(['x'], 'map.pdf')], { 'text/plain': 'map.pdf' })).length).toBe(1)
})
