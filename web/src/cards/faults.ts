import { t } from '../i18n'
import type { AttributeDraft, Draft } from './draft'

/**
 * What the server would refuse, by the field of the body: the rules of HipChat's schema of 2017, in the words of our
 * server where it has some, which are not translated: it says the same.
 */
export function faultsOf(draft: Draft): Record<string, string> {
  const found: Record<string, string> = {}
  length(found, 'message', draft.message, 10_000)
  length(found, 'card.id', draft.id, Number.POSITIVE_INFINITY)
  length(found, 'card.title', draft.title, 500)
  if (draft.description.length > 1000) found['card.description'] = 'card.description: at most 1000 characters'
  address(found, 'card.url', draft.url)
  address(found, 'card.icon.url', draft.icon)
  address(found, 'card.thumbnail.url', draft.thumbnail)
  if (draft.thumbnail.trim().length > 250) {
    found['card.thumbnail.url'] = 'card.thumbnail.url: at most 250 characters'
  }
  if (draft.hasActivity && !draft.activity.trim()) found['card.activity.html'] = missing('card.activity.html')
  for (const [index, attribute] of draft.attributes.entries()) attributeFaults(found, attribute, index)
  return found
}

// not translated: the words of the server
function attributeFaults(found: Record<string, string>, attribute: AttributeDraft, index: number): void {
  const path = `card.attributes[${index}]`
  if (!attribute.value) found[`${path}.value.label`] = missing(`${path}.value.label`)
  if (attribute.label.length > 50) found[`${path}.label`] = `${path}.label: at most 50 characters`
  address(found, `${path}.value.url`, attribute.url)
}

// not translated: the words of the server
function length(found: Record<string, string>, path: string, text: string, most: number): void {
  if (!text) found[path] = missing(path)
  else if (text.length > most) found[path] = `${path}: at most ${most} characters`
}

// not translated: the words of the server
function address(found: Record<string, string>, path: string, text: string): void {
  if (text.trim() && !/^https?:\/\/[^\s/?#]+\S*$/i.test(text.trim())) {
    found[path] = `${path} must be an absolute http or https address`
  }
}

// not translated: the words of the server
function missing(path: string): string {
  return `${path} is missing`
}

/** Why people would see the text of the message in place of the card, although the server takes it. Null: they see it. */
export function plainBecause(draft: Draft): string | null {
  if (draft.style === 'link' && !draft.description.trim())
    return t('A link is drawn when it has a description.')
  if ((draft.style === 'image' || draft.style === 'file') && !draft.url.trim()) {
    return draft.style === 'image'
      ? t('An image is drawn when it has an address.')
      : t('A file is drawn when it has an address.')
  }
  return null
}
