import type { NotificationColor } from '../api/types'
import { type Message, msg, t } from '../i18n'

/** A card as it stands in the form: all fields are there, empty ones are left out of what is sent. */
export interface Draft {
  color: NotificationColor
  message: string
  style: CardStyle
  format: 'compact' | 'medium'
  id: string
  title: string
  url: string
  description: string
  descriptionFormat: 'text' | 'html'
  icon: string
  thumbnail: string
  attributes: AttributeDraft[]
  hasActivity: boolean
  activity: string
}

export type CardStyle = 'application' | 'link' | 'media' | 'image' | 'file'
export type LozengeStyle =
  | 'plain'
  | 'lozenge'
  | `lozenge-${'success' | 'error' | 'current' | 'complete' | 'moved'}`

export interface AttributeDraft {
  /** For the list in the form alone. */
  key: number
  label: string
  value: string
  style: LozengeStyle
  url: string
}

export const COLORS: readonly NotificationColor[] = ['yellow', 'green', 'red', 'purple', 'gray']
export const STYLES: readonly CardStyle[] = ['application', 'link', 'image', 'file', 'media']
export const LOZENGES: readonly { value: LozengeStyle; text: Message }[] = [
  { value: 'plain', text: msg('Plain') },
  { value: 'lozenge', text: msg('Default') },
  { value: 'lozenge-success', text: msg('Success') },
  { value: 'lozenge-error', text: msg('Error') },
  { value: 'lozenge-current', text: msg('Current') },
  { value: 'lozenge-complete', text: msg('Complete') },
  { value: 'lozenge-moved', text: msg('Moved') },
]
export const MOST_ATTRIBUTES = 10

const EMPTY: Draft = {
  color: 'yellow',
  message: '',
  style: 'application',
  format: 'medium',
  id: '',
  title: '',
  url: '',
  description: '',
  descriptionFormat: 'text',
  icon: '',
  thumbnail: '',
  attributes: [],
  hasActivity: false,
  activity: '',
}

/** One card of each style to begin with. `origin` has a picture to show. */
export function sample(style: CardStyle, origin: string): Draft {
  const picture = `${origin}/glyph.svg`
  switch (style) {
    case 'application':
      return {
        ...EMPTY,
        style,
        id: 'ticket-861',
        message: '#861 moved to review',
        title: t('Sunday sailings are listed twice'),
        url: 'https://tickets.example.com/861',
        description: t("The importer trusts the feed's trip id."),
        icon: picture,
        attributes: [
          { key: 1, label: t('Status'), value: t('In review'), style: 'lozenge-current', url: '' },
          { key: 2, label: t('Votes'), value: '14', style: 'plain', url: '' },
        ],
        hasActivity: true,
        activity: '<b>Maya Okafor</b> moved <b>#861</b> to review',
      }
    case 'link':
      return {
        ...EMPTY,
        style,
        color: 'gray',
        id: 'link-tides',
        message: t('How the tide tables are made'),
        title: t('How the tide tables are made'),
        url: 'https://harbour.example.com/tides',
        description: t('From four years of levels to next Sunday, hour by hour.'),
        icon: picture,
      }
    case 'media':
      return {
        ...EMPTY,
        style,
        color: 'purple',
        id: 'media-launch',
        message: t('The launch, filmed from the quay'),
        title: t('The launch, filmed from the quay'),
        url: 'https://video.example.com/launch',
        description: t('Two minutes.'),
        thumbnail: picture,
      }
    case 'image':
      return {
        ...EMPTY,
        style,
        color: 'gray',
        id: 'image-berths',
        message: t('Berths this week'),
        title: t('Berths this week'),
        url: picture,
      }
    case 'file':
      return {
        ...EMPTY,
        style,
        color: 'gray',
        id: 'file-plan',
        message: t('The plan for Sunday'),
        title: 'plan.pdf',
        url: 'https://files.example.com/plan.pdf',
        description: t('The plan for Sunday, 3 pages.'),
      }
  }
}

type Fields = Record<string, unknown>

/** The body of the notification. */
export function bodyOf(draft: Draft): Fields {
  return { color: draft.color, message: draft.message, message_format: 'text', card: cardOf(draft) }
}

export function cardOf(draft: Draft): Fields {
  const { description } = draft
  const card: Fields = { style: draft.style, id: draft.id, title: draft.title }
  if (draft.url.trim()) card.url = draft.url.trim()
  if (hasFormat(draft.style)) card.format = draft.format
  if (description) {
    card.description =
      draft.descriptionFormat === 'html' || description.length > 500
        ? { value: description, format: draft.descriptionFormat }
        : description
  }
  if (draft.icon.trim()) card.icon = { url: draft.icon.trim() }
  if (draft.thumbnail.trim()) card.thumbnail = { url: draft.thumbnail.trim() }
  if (draft.attributes.length > 0) card.attributes = draft.attributes.map(attributeOf)
  if (draft.hasActivity) card.activity = { html: draft.activity }
  return card
}

function attributeOf({ label, value, style, url }: AttributeDraft): Fields {
  const said: Fields = { label: value }
  if (style !== 'plain') said.style = style
  if (url.trim()) said.url = url.trim()
  return label ? { label, value: said } : { value: said }
}

/** Pictures and files are drawn narrow, without a choice. */
export function hasFormat(style: CardStyle): boolean {
  return style !== 'image' && style !== 'file'
}

/** Reads a notification, or a card alone, that was written elsewhere. A sentence when it cannot be one. */
export function draftFrom(text: string): Draft | string {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch (error) {
    return t('This is not JSON: {reason}', { reason: error instanceof Error ? error.message : '' })
  }
  if (!isFields(given)) return t('Paste one JSON object: the body of a notification, or a card.')
  const isBody = 'card' in given
  const inner = isBody && typeof given.card === 'string' ? parsed(given.card) : given.card
  const card = isBody ? inner : given
  if (!isFields(card)) return t('Its card is no object.')
  const style = STYLES.find((known) => known === card.style)
  if (!style) return t('card.style is one of {list}.', { list: STYLES.join(', ') })
  const description = isFields(card.description) ? card.description : { value: card.description }
  const attributes = Array.isArray(card.attributes) ? card.attributes.filter(isFields) : []
  return {
    color: COLORS.find((known) => isBody && known === given.color) ?? 'yellow',
    message: isBody ? words(given.message) : words(card.title),
    style,
    format: card.format === 'medium' ? 'medium' : 'compact',
    id: words(card.id),
    title: words(card.title),
    url: words(card.url),
    description: words(description.value),
    descriptionFormat: description.format === 'html' ? 'html' : 'text',
    icon: addressIn(card.icon),
    thumbnail: addressIn(card.thumbnail),
    attributes: attributes.slice(0, MOST_ATTRIBUTES).map(attributeFrom),
    hasActivity: isFields(card.activity),
    activity: isFields(card.activity) ? words(card.activity.html) : '',
  }
}

function attributeFrom(given: Fields, index: number): AttributeDraft {
  const value = isFields(given.value) ? given.value : {}
  const style = LOZENGES.find((known) => known.value === value.style)?.value ?? 'plain'
  return {
    key: index + 1,
    label: words(given.label),
    value: words(value.label),
    style,
    url: words(value.url),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function addressIn(value: unknown): string {
  return isFields(value) ? words(value.url) : words(value)
}
