import { expect, test } from 'vitest'
import { stretchesOf, withLanguage } from './blocks'
import { highlight } from './highlight'

test('code stands between fences, with or without its language', () => {
  expect(stretchesOf('look:\n```python\nprint(1)\n```\nnice')).toEqual([
    { kind: 'text', text: 'look:' },
    { kind: 'code', code: 'print(1)', language: 'python' },
    { kind: 'text', text: 'nice' },
  ])
  expect(stretchesOf('```\na b\nc\n```')).toEqual([{ kind: 'code', code: 'a b\nc', language: null }])
  expect(stretchesOf('one ```line``` only')).toEqual([
    { kind: 'text', text: 'one ' },
    { kind: 'code', code: 'line', language: null },
    { kind: 'text', text: ' only' },
  ])
})

test('a fence that is never closed, and an empty block, are text', () => {
  expect(stretchesOf('``` what')).toEqual([{ kind: 'text', text: '``` what' }])
  expect(stretchesOf('a ``` ``` b')).toEqual([
    { kind: 'text', text: 'a ``` ```' },
    { kind: 'text', text: ' b' },
  ])
})

test('the first line of /code may name the language', () => {
  expect(withLanguage('python\nprint(1)')).toEqual({ code: 'print(1)', language: 'python' })
  expect(withLanguage('python')).toEqual({ code: 'python', language: null })
  expect(withLanguage('hello\nworld')).toEqual({ code: 'hello\nworld', language: null })
})

test('markup in code is shown, not obeyed', () => {
  const shown = highlight('<img src=x onerror=alert(1)><script>1</script>', 'html')
  expect(shown?.html).not.toMatch(/<(img|script)/)
  expect(shown?.language).toBe('HTML, XML')
})

test('prose is not taken for code, code without a name is recognised', () => {
  expect(highlight('see you at nine', null)).toBeNull()
  expect(highlight('{"a": [1, 2, {"b": null}], "c": "d"}', null)?.language).toBe('JSON')
  expect(highlight('x'.repeat(30_000), 'python')).toBeNull()
})

test('many backticks take no time', () => {
  const started = performance.now()
  stretchesOf('`'.repeat(10_000))
  stretchesOf('``` '.repeat(2_500))
  expect(performance.now() - started).toBeLessThan(200)
})
