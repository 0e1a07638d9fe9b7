import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchSwipes } from './edge-swipe'

let app: HTMLElement
let sheet: HTMLElement
const onBack = vi.fn()
const onForward = vi.fn()
let stop = () => {}

beforeEach(() => {
  app = document.createElement('div')
  sheet = document.createElement('main')
  app.append(sheet)
  document.body.append(app)
  vi.stubGlobal('innerWidth', 390)
  onBack.mockClear()
  onForward.mockClear()
  stop = watchSwipes(app, () => ({ sheet: () => sheet, onBack, onForward }))
})
afterEach(() => {
  stop()
  app.remove()
  vi.unstubAllGlobals()
})

function touch(kind: string, x: number, y = 300): Event {
  const event = new Event(kind, { bubbles: true, cancelable: true })
  Object.assign(event, { touches: kind === 'touchend' ? [] : [{ clientX: x, clientY: y }] })
  sheet.dispatchEvent(event)
  return event
}

test('from the edge far enough leads back, and the sheet follows the finger', () => {
  touch('touchstart', 6)
  const moved = touch('touchmove', 120)
  expect(moved.defaultPrevented).toBe(true)
  expect(sheet.style.getPropertyValue('translate')).toBe('114px 0')
  expect(app.dataset.swiping).toBe('')
  touch('touchmove', 200)
  touch('touchend', 200)
  expect(onBack).toHaveBeenCalledOnce()
  expect(app.dataset.swiping).toBeUndefined()
  expect(sheet.style.getPropertyValue('translate')).toBe('')
})

test('a short way, a way up, and one from the middle lead nowhere', () => {
  const now = vi.spyOn(performance, 'now')
  now.mockReturnValue(0)
  touch('touchstart', 6)
  now.mockReturnValue(2_000)
  touch('touchmove', 60)
  touch('touchend', 60)
  touch('touchstart', 6)
  expect(touch('touchmove', 10, 360).defaultPrevented).toBe(false)
  touch('touchmove', 300, 380)
  touch('touchend', 300)
  touch('touchstart', 200)
  touch('touchmove', 380)
  touch('touchend', 380)
  expect(onBack).not.toHaveBeenCalled()
  expect(onForward).not.toHaveBeenCalled()
})

test('from the other edge inwards leads forward', () => {
  touch('touchstart', 385)
  touch('touchmove', 150)
  touch('touchend', 150)
  expect(onForward).toHaveBeenCalledOnce()
})
