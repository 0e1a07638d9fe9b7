import { expect, test, vi } from 'vitest'
import { Tabs, type TabsWorld } from './tabs'

type Heard = NonNullable<NonNullable<TabsWorld['channel']>['onmessage']>

/** Several tabs of one browser: a channel that reaches all others, and a lock that one of them has. */
function aBrowser() {
  const channels = new Set<{ onmessage: Heard | null }>()
  const waiting: (() => Promise<void>)[] = []
  let isHeld = false
  const next = async () => {
    const take = waiting.shift()
    isHeld = take !== undefined
    if (take) {
      await take()
      void next()
    }
  }
  return (): TabsWorld => {
    const own: NonNullable<TabsWorld['channel']> = {
      onmessage: null,
      postMessage(data: unknown) {
        for (const one of channels) if (one !== own) one.onmessage?.({ data } as MessageEvent)
      },
      close: () => void channels.delete(own),
    }
    channels.add(own)
    const request = (_: string, held: () => Promise<void>) => {
      waiting.push(held)
      if (!isHeld) void next()
      return Promise.resolve()
    }
    return { channel: own, locks: { request } as unknown as LockManager }
  }
}

test('one tab speaks; the next one when it closes', async () => {
  const open = aBrowser()
  const [one, two] = [new Tabs('speaker', open()), new Tabs('speaker', open())]
  expect([one.isSpeaker, two.isSpeaker]).toEqual([true, false])
  one.stop()
  await vi.waitFor(() => expect(two.isSpeaker).toBe(true))
})

test('what is looked at in one tab is watched in all, also in those that come later', () => {
  const open = aBrowser()
  const one = new Tabs('speaker', open())
  one.look('room/5')
  const two = new Tabs('speaker', open())
  expect(two.isWatched('room/5')).toBe(true)
  one.look(null)
  expect(two.isWatched('room/5')).toBe(false)
  two.look('user/2')
  expect([one.isWatched('user/2'), two.isWatched('user/2')]).toEqual([true, true])
  two.stop()
  expect(one.isWatched('user/2')).toBe(false)
})
