import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aChat, aMessage, FakeServer, MAYA, ME } from '../chat/test-world'
import type { ChatKey, ChatMessage } from '../messages/model'
import { Alerts } from './alerts'
import type { Note } from './desk'
import { Tabs } from './tabs'
import { countWaiting } from './waiting'

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 2, 2, 12) }))
afterEach(() => void vi.useRealTimers())

async function anOffice() {
  const chat = await aChat(new FakeServer())
  const shown = new Map<ChatKey, Note>()
  const rung = vi.fn()
  const tabs = new Tabs('test', { channel: null, locks: null })
  const desk = {
    show: (note: Note) => void shown.set(note.key, note),
    close: (key: ChatKey) => void shown.delete(key),
  }
  const alerts = new Alerts(chat, tabs, desk, rung)
  chat.onHeard = (key, message) => alerts.heard(key, message)
  const room = { id: 5, kind: 'room' as const }
  const hears = async (position: number, change: Partial<ChatMessage> = {}) => {
    chat.apply({ type: 'message.sent', chat: room, message: aMessage(position, change) })
    await vi.advanceTimersByTimeAsync(400)
  }
  const both = { id: 40, kind: 'private' as const, users: [ME.id, MAYA.id] }
  const isTold = async (position: number) => {
    chat.apply({ type: 'message.sent', chat: both, message: aMessage(position, { chat_id: 40 }) })
    await vi.advanceTimersByTimeAsync(400)
  }
  return { chat, shown, rung, tabs, alerts, hears, isTold }
}

const named = { mentions: [ME.id], body: '@Ines look' }

test('a mention is shown and heard, another message is not', async () => {
  const { shown, rung, hears } = await anOffice()
  await hears(1)
  expect(shown.size).toBe(0)
  await hears(2, named)
  expect(shown.get('room/5')).toEqual({ key: 'room/5', title: 'Timetable', text: 'Maya Okafor: @Ines look' })
  expect(rung).toHaveBeenCalledExactlyOnceWith('drop')
})

test('of each chat there is one notification, which counts; sounds leave a pause', async () => {
  const { shown, rung, hears, isTold } = await anOffice()
  await hears(1, named)
  await hears(2, named)
  await isTold(1)
  expect([...shown.values()].map(({ title }) => title)).toEqual(['Timetable (2)', 'Maya Okafor'])
  expect(rung).toHaveBeenCalledOnce()
})

test('what is read, here or elsewhere, is taken back; what was read before it could be shown is not shown', async () => {
  const { chat, shown, alerts, hears } = await anOffice()
  await hears(1, named)
  chat.apply({ type: 'read.moved', chat: { id: 5, kind: 'room' }, position: 1 })
  alerts.read()
  expect(shown.size).toBe(0)
  const later = hears(2, named)
  chat.apply({ type: 'read.moved', chat: { id: 5, kind: 'room' }, position: 2 })
  await later
  expect(shown.size).toBe(0)
})

test('a chat that somebody looks at in any tab is quiet', async () => {
  const { shown, tabs, hears } = await anOffice()
  tabs.look('room/5')
  await hears(1, named)
  expect(shown.size).toBe(0)
})

test('choices are kept to: nothing on the desktop, no sound, no text', async () => {
  const { chat, shown, rung, hears } = await anOffice()
  await chat.preferences.change({ show_text: false, sounds: false })
  await hears(1, named)
  expect([...shown.values()]).toEqual([{ key: 'room/5', title: 'Timetable', text: 'New message' }])
  expect(rung).not.toHaveBeenCalled()
  await chat.preferences.change({ desktop: false })
  shown.clear()
  await hears(2, named)
  expect(shown.size).toBe(0)
})

test('snoozed, silenced or in «do not disturb» nothing rings', async () => {
  const { chat, shown, hears } = await anOffice()
  chat.presence.choose({ show: 'dnd', status: '' })
  await hears(1, named)
  chat.presence.choose({ show: 'chat', status: '' })
  await chat.preferences.change({ snoozed_until: '2026-03-02T13:00:00Z' })
  await hears(2, named)
  await chat.preferences.change({ snoozed_until: null })
  await chat.preferences.changeChat('room/5', 5, { level: 'none' })
  await hears(3, named)
  expect(shown.size).toBe(0)
  expect(countWaiting(chat)).toBe(0)
  await chat.preferences.changeChat('room/5', 5, { level: null })
  await hears(4, named)
  expect(shown.size).toBe(1)
  expect(countWaiting(chat)).toBe(4)
})

test('HTML of integrations is said as words', async () => {
  const { chat, shown, hears } = await anOffice()
  await chat.preferences.change({ keywords: ['kiln'] })
  const body = '<b>Kiln</b>: <img src="x" onerror="alert(1)">built &amp; <a href="https://x.example">done</a>'
  await hears(1, { type: 'notification', from: null, sender: 'Builds', format: 'html', body })
  expect(shown.get('room/5')?.text).toBe('Builds: Kiln: built & done')
})
