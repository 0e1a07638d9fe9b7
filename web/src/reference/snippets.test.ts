import { expect, test } from 'vitest'
import { type Language, snippet, type Wanted } from './snippets'

const POST = {
  verb: 'POST',
  path: '/v2/room/1/notification',
  body: { message: 'it\'s "done"', notify: true, card: null },
  bodyType: 'json',
  uploads: [],
} as const

function made(language: Language, request: object, more: Partial<Wanted> = {}): string {
  const whole = { origin: 'http://x', token: 'abc', how: 'header', ...more } as const
  return snippet(language, { ...whole, request: request as Wanted['request'] })
}

test('the command for a terminal survives apostrophes', () => {
  expect(made('curl', POST)).toBe(
    `curl -X POST 'http://x/v2/room/1/notification' \\
  -H "Authorization: Bearer abc" \\
  -H "Content-Type: application/json" \\
  -d '{"message":"it'\\''s \\"done\\"","notify":true,"card":null}'`,
  )
})

test('Python writes its own true and none', () => {
  expect(made('python', POST)).toBe(`import requests

answer = requests.post(
    "http://x/v2/room/1/notification",
    headers={"Authorization": "Bearer abc"},
    json={
        "message": "it's \\"done\\"",
        "notify": True,
        "card": None,
    },
    timeout=10,
)
answer.raise_for_status()
print(answer.status_code, answer.text)`)
})

test('JavaScript fetches', () => {
  const text = made('javascript', { ...POST, body: { message: 'hi' } })
  expect(text).toContain('headers: { Authorization: "Bearer abc", "Content-Type": "application/json" }')
  expect(text).toContain('body: JSON.stringify({\n    "message": "hi"\n  }),')
  expect(made('javascript', { ...POST, verb: 'GET', body: null }, { how: 'none' })).toContain(
    'await fetch("http://x/v2/room/1/notification");',
  )
})

test('without a token of one’s own its place is shown; a public method shows none', () => {
  for (const language of ['curl', 'python', 'javascript'] as const) {
    expect(made(language, POST, { token: '' })).toContain('Bearer YOUR_TOKEN')
    expect(made(language, POST, { how: 'none' })).not.toContain('Authorization')
  }
})

test('API v1 gets its token in the form, or in the query of a GET', () => {
  const form = { ...POST, path: '/v1/rooms/topic', body: { topic: 'a b' }, bodyType: 'form' }
  expect(made('curl', form, { how: 'parameter' })).toContain(
    "--data-urlencode 'auth_token=abc' \\\n  --data-urlencode 'topic=a b'",
  )
  expect(made('python', form, { how: 'parameter' })).toContain('data={\n        "auth_token": "abc"')
  const list = { ...form, verb: 'GET', path: '/v1/rooms/list?format=xml', body: null }
  expect(made('curl', list, { how: 'parameter' })).toBe(
    "curl 'http://x/v1/rooms/list?format=xml&auth_token=abc'",
  )
})

test('a file goes along as a part, or as it is', () => {
  const parts = { ...POST, body: null, uploads: ['multipart/related', 'multipart/form-data'] }
  expect(made('curl', parts)).toContain('-F file=@picture.png')
  expect(made('python', parts)).toContain('files={"file": open("picture.png", "rb")}')
  expect(made('javascript', parts)).toContain('form.append("file", file, "picture.png")')
  const raw = { ...POST, verb: 'PUT', body: null, uploads: ['image/png'] }
  expect(made('curl', raw)).toContain('--data-binary @picture.png')
  expect(made('javascript', raw)).toContain('body: file')
})
