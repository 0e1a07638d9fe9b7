import { expect, test } from 'vitest'
import { linesOf, parseInert, wordsOf } from './inert-html'

test('HTML that is only read keeps no style attribute, and all its words', () => {
  const html =
    '<b style="color: red">loud</b> <i title="x"style=top:0>and</i> <u/style=top:0>a style = mine</u>'
  expect(parseInert(html).querySelector('[style]')).toBeNull()
  expect(wordsOf(html)).toBe('loud and a style = mine')
})

test.each([
  [
    '<table><tr><th>Ship</th><th>Berth</th></tr>\n <tr><td>Petrel</td><td></td><td><p>3</p></td></tr></table>',
    'Ship\tBerth\nPetrel\t\t3',
  ],
  ['<p>one\n  line</p><p>two<br>three</p>', 'one line\ntwo\nthree'],
  ['<pre>if tide:\n    sail()\n</pre>', 'if tide:\n    sail()'],
  ['<ul><li>a</li><li>b <b>c</b></li></ul><script>x()</script>', 'a\nb c'],
  ['plain', 'plain'],
  ['', ''],
])('the lines of %s stay lines', (html, lines) => {
  expect(linesOf(html)).toBe(lines)
})
