import { expect, test } from 'vitest'
import { cleanHtml, htmlToText } from './html'

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" &#14;javascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="//evil.example/x">x</a>',
  '<svg><a xlink:href="javascript:alert(1)"><rect/></a></svg>',
  '<svg/onload=alert(1)>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<form action="/v2/room"><button formaction="javascript:alert(1)">x</button></form>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<b onmouseover="alert(1)" class="btn" id="root" data-key="m1" aria-hidden="true">x</b>',
  '<span style="position:fixed;inset:0;background:url(https://evil.example/x)">x</span>',
  '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example">',
]

test.each(HOSTILE)('nothing that runs, leads astray or covers the page is left of %s', (html) => {
  for (const inline of [true, false]) {
    const clean = cleanHtml(html, inline)
    expect(clean).not.toMatch(
      /script|javascript|onerror|onload|onmouse|evil|iframe|form|svg|math|style=|class=|id=|aria-|data-key/i,
    )
  }
})

test('what HipChat allowed is kept', () => {
  const table =
    '<table><tbody><tr><th colspan="2">Path</th></tr><tr><td>/a</td><td>412</td></tr></tbody></table>'
  const html = `<b>b</b><i>i</i><br><code>c</code><pre>p\n q</pre><ul><li>one</li></ol></ul><ol><li>two</li></ol>${table}`
  const clean = cleanHtml(html)
  for (const part of ['<b>b</b>', '<code>c</code>', '<pre>p\n q</pre>', '<ol><li>two</li></ol>', table]) {
    expect(clean).toContain(part)
  }
})

test('links open elsewhere and tell nothing of this page', () => {
  expect(cleanHtml('<a href="https://ci.example/1">1</a>')).toBe(
    '<a href="https://ci.example/1" target="_blank" rel="noopener noreferrer">1</a>',
  )
})

test('pictures keep their size, send no referrer and have a text', () => {
  const holder = document.createElement('div')
  holder.innerHTML = cleanHtml('<img src="https://x.example/p.png" width="120" height="60">')
  const picture = holder.querySelector('img')
  expect(picture?.getAttribute('width')).toBe('120')
  expect(picture?.getAttribute('referrerpolicy')).toBe('no-referrer')
  expect(picture?.alt).toBe('')
})

test('styles become words of our own, colours the nearest of our inks', () => {
  expect(cleanHtml('<span style="color: #c00; font-weight: bold">x</span>')).toBe(
    '<span data-weight="bold" data-ink="red">x</span>',
  )
  expect(cleanHtml('<span style="text-decoration:line-through;color:rgb(0,128,0)">x</span>')).toBe(
    '<span data-line="through" data-ink="green">x</span>',
  )
  expect(cleanHtml('<span style="color:#111">x</span>')).toBe('<span>x</span>')
})

test('cards allow only what stands inside a line', () => {
  expect(cleanHtml('<p>a <b>b</b></p><table><tr><td>c</td></tr></table>', true)).toBe('a <b>b</b>c')
})

test('as text it is one line', () => {
  expect(htmlToText('<b>Build</b> passed<br>in <ul><li>one</li><li>two</li></ul>')).toBe(
    'Build passed in one two',
  )
})
