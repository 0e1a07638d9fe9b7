import { expect, test } from 'vitest'
import { parseInert, wordsOf } from './inert-html'

test('HTML that is only read keeps no style attribute, and all its words', () => {
  const html =
    '<b style="color: red">loud</b> <i title="x"style=top:0>and</i> <u/style=top:0>a style = mine</u>'
  expect(parseInert(html).querySelector('[style]')).toBeNull()
  expect(wordsOf(html)).toBe('loud and a style = mine')
})
