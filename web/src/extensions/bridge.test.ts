import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connect, type HipChatApi } from '../../connect/client'
import { Bridge, handOver, judge } from './bridge'

const PAGE = 'https://addon.example'
const ID = 'com.example.board__panel__1'
const bridges: Bridge[] = []

type Pages = Record<string, Record<string, (...args: unknown[]) => void>>

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {} }))
})

afterEach(() => {
  delete document.documentElement.dataset.theme
  for (const bridge of bridges.splice(0)) bridge.close()
  vi.useRealTimers()
})

/** A page in a frame, and the chat around it; messages between them keep the origin of who sends. */
function joined(call = vi.fn(async (..._: unknown[]): Promise<unknown> => 'answer')) {
  const listeners: ((event: MessageEvent) => void)[] = []
  const sent: { message: unknown; to: string }[] = []
  const frame = document.createElement('iframe')
  const inside = {
    postMessage(message: unknown, to: string) {
      sent.push({ message, to })
      const event = { data: structuredClone(message), origin: window.location.origin, source: outside }
      for (const listener of listeners) listener(event as unknown as MessageEvent)
    },
  }
  Object.defineProperty(frame, 'contentWindow', { value: inside })
  const said: { message: Record<string, unknown>; to: string }[] = []
  const outside = {
    postMessage(message: Record<string, unknown>, to: string) {
      said.push({ message, to })
      hear(structuredClone(message))
    },
  }
  const hear = (data: unknown, from: object = inside, origin = PAGE) => {
    const event = new MessageEvent('message', { data, origin })
    Object.defineProperty(event, 'source', { value: from })
    window.dispatchEvent(event)
  }
  const onBroadcast = vi.fn()
  const bridge = new Bridge({ id: ID, origin: PAGE, frame, call, onBroadcast })
  bridges.push(bridge)
  const look = document.implementation.createHTMLDocument()
  const page = {
    name: handOver(ID, {}),
    document: look,
    parent: outside,
    setTimeout: (doing: () => void) => doing(),
    addEventListener: (_: string, listener: (event: MessageEvent) => void) => listeners.push(listener),
  }
  const api = connect(page as unknown as Window) as unknown as HipChatApi & Pages
  return { bridge, api, call, onBroadcast, hear, sent, said, listeners, outside, look }
}

test('a page calls, and its callback gets no error and the answer', async () => {
  const { api, call, said, sent } = joined()
  const callback = vi.fn()
  api.dialog?.open?.({ key: 'ask' }, callback)
  await vi.waitFor(() => expect(callback).toHaveBeenCalledWith(null, 'answer'))
  expect(call).toHaveBeenCalledWith('dialog', 'open', [{ key: 'ask' }])
  expect(said.every(({ to }) => to === window.location.origin)).toBe(true)
  expect(sent.every(({ to }) => to === PAGE)).toBe(true)
})

test('a page follows the theme of the chat around it while it stands', async () => {
  const { bridge, look, sent } = joined()
  document.documentElement.dataset.theme = 'dark'
  await vi.waitFor(() => expect(look.documentElement.dataset.theme).toBe('dark'))
  expect(sent.every(({ to }) => to === PAGE)).toBe(true)
  bridge.close()
  document.documentElement.dataset.theme = 'light'
  await new Promise((wait) => setTimeout(wait))
  expect(look.documentElement.dataset.theme).toBe('dark')
})

test('what fails becomes the first argument: a text as it is, an error as an object', async () => {
  const call = vi.fn(async (_: unknown, name: unknown) => {
    if (name === 'getCurrentUser') throw 'scope missing'
    throw new Error('went wrong')
  })
  const { api } = joined(call)
  const [one, two] = [vi.fn(), vi.fn()]
  api.user?.getCurrentUser?.(one)
  api.room?.getRoomDetails?.(two)
  await vi.waitFor(() => expect(two).toHaveBeenCalledWith({ message: 'went wrong' }))
  expect(one).toHaveBeenCalledWith('scope missing')
})

test('other windows, other origins and other ids are not heard', async () => {
  const { hear, call, sent, onBroadcast } = joined()
  const ask = { eid: ID, type: 'req', mid: 'm', mod: 'auth', fn: 'withToken', args: [] }
  hear(ask, {})
  hear(ask, undefined, 'https://elsewhere.example')
  hear(ask, undefined, 'null')
  hear({ ...ask, eid: 'com.example.other__panel__2' })
  hear({ ...ask, eid: undefined })
  hear('text')
  hear(null)
  await Promise.resolve()
  expect(call).not.toHaveBeenCalled()
  expect(onBroadcast).not.toHaveBeenCalled()
  expect(sent).toEqual([])
})

test('functions that are not offered are refused before anything is called', async () => {
  const { hear, call, sent } = joined()
  for (const [mod, fn] of [
    ['auth', 'constructor'],
    ['__proto__', 'toString'],
    ['session', 'read'],
    [7, 'x'],
  ]) {
    hear({ eid: ID, type: 'req', mid: String(fn), mod, fn, args: [] })
  }
  await vi.waitFor(() => expect(sent).toHaveLength(4))
  expect(call).not.toHaveBeenCalled()
})

test('events wait for a page that registers late, thirty seconds long', () => {
  vi.useFakeTimers()
  const { bridge, api } = joined()
  bridge.tell('receive-parameters', { a: 1 })
  const handler = vi.fn()
  api.register({ 'receive-parameters': handler })
  expect(handler.mock.calls[0]?.[0]).toEqual({ a: 1 })
  bridge.tell('inspect', {})
  vi.advanceTimersByTime(30_001)
  const late = vi.fn()
  api.register({ inspect: late })
  expect(late).not.toHaveBeenCalled()
  bridge.tell('receive-parameters', {})
  expect(handler).toHaveBeenCalledTimes(1) // the second registration replaced the first
})

test('a handler answers whether the dialog may close', () => {
  const { bridge, api } = joined()
  api.register({
    'dialog-button-click': (event, close) => close((event as { action: string }).action === 'go'),
  })
  const answers: unknown[] = []
  for (const action of ['go', 'stay']) {
    bridge.tell('dialog-button-click', { action }, (args) => answers.push(...args))
  }
  expect(answers).toEqual([true, false])
})

test('broadcasts go to the host, and require gives modules by name', () => {
  const { api, onBroadcast } = joined()
  api.broadcast('changed', { id: 1 })
  expect(onBroadcast).toHaveBeenCalledWith('changed', { id: 1 })
  const use = vi.fn()
  api.require(['dialog', 'nothing'], use)
  expect(use).toHaveBeenCalledWith(api.dialog, undefined)
})

test('after closing nothing is heard or said', async () => {
  const { bridge, api, call, sent } = joined()
  bridge.close()
  api.auth?.withToken?.(() => {})
  bridge.tell('inspect', {})
  await Promise.resolve()
  expect(call).not.toHaveBeenCalled()
  expect(sent).toEqual([])
})

test('a page outside of the chat gets an error instead of silence', () => {
  for (const name of ['', 'null', '{"extension_id":"x","origin":"*"}', '{"extension_id":"x"}']) {
    const page = { name, parent: null, setTimeout: (doing: () => void) => doing(), addEventListener: vi.fn() }
    const api = connect(page as unknown as Window) as unknown as HipChatApi & Pages
    const callback = vi.fn()
    api.auth?.withToken?.(callback)
    expect(callback.mock.calls[0]?.[0]).toHaveProperty('message')
    expect(page.addEventListener).not.toHaveBeenCalled()
  }
})

test('only addresses of the web are shown, those of our own host without a bridge', () => {
  for (const address of [
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://a/x',
    '/path',
    'file:///x',
  ]) {
    expect(judge(address)).toBeNull()
  }
  expect(judge('https://addon.example/x?y')).toEqual({ origin: PAGE, isOurs: false })
  expect(judge(`${window.location.origin}/x`)?.isOurs).toBe(true)
})
