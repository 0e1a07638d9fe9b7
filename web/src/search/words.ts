import { formatDate, formatNumber, type Message, msg, plural, t } from '../i18n'
import { dayAt } from './completion'
import type { Tab } from './model'

export const TAB_WORDS: Record<Tab, Message> = {
  messages: msg('Messages'),
  files: msg('Files'),
  rooms: msg('Rooms'),
  people: msg('People'),
}

/** «23 messages, in 14 ms»; with more to come «More than 20 messages». */
export function countInWords(tab: Tab, count: number, hasMore: boolean, took: number): string {
  if (count === 0) return hasMore ? t('Nothing found so far.') : t('Nothing found.')
  const ms = Math.max(1, Math.round(took))
  return hasMore ? moreThan(tab, count) : t('{what}, in {ms} ms', { what: exactly(tab, count), ms })
}

function exactly(tab: Tab, n: number): string {
  switch (tab) {
    case 'messages':
      return plural(n, { one: '{n} message', other: '{n} messages' })
    case 'files':
      return plural(n, { one: '{n} file', other: '{n} files' })
    case 'rooms':
      return plural(n, { one: '{n} room', other: '{n} rooms' })
    case 'people':
      return plural(n, { one: '{n} person', other: '{n} people' })
  }
}

function moreThan(tab: Tab, count: number): string {
  const number = formatNumber(count)
  switch (tab) {
    case 'messages':
      return t('More than {number} messages, newest first', { number })
    case 'files':
      return t('More than {number} files, newest first', { number })
    case 'rooms':
      return t('More than {number} rooms', { number })
    case 'people':
      return t('More than {number} people', { number })
  }
}

/** «15 May 2026» for `2026-05-15`; today and yesterday as they are said. */
export function dayInWords(value: string): string {
  const word = value.toLowerCase()
  if (word === 'today') return t('today')
  if (word === 'yesterday') return t('yesterday')
  const day = dayAt(value)
  return day ? formatDate(day, { day: 'numeric', month: 'long', year: 'numeric' }) : value
}
