import { expect, test } from 'vitest'
import { authorizeQuery, isSafeRedirect } from './authorize-query'

test('what stands in the address is passed on, absent fields stay absent', () => {
  expect(
    authorizeQuery('?client_id=a&redirect_uri=https%3A%2F%2Fx.example%2Fb&response_type=code&state='),
  ).toEqual({
    client_id: 'a',
    redirect_uri: 'https://x.example/b',
    response_type: 'code',
    state: '',
  })
})

test.each([
  ['https://x.example/b?code=1', true],
  ['myapp://back?code=1', true],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['/relative', false],
])('following «%s» is safe: %s', (url, safe) => {
  expect(isSafeRedirect(url)).toBe(safe)
})
