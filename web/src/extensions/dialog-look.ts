import { isFields, type Shown, textOf } from './model'

/** How the dialog of an add-on looks: the options of its module, and what pages changed since. */
export interface DialogLook {
  title: string
  isWarning: boolean
  hint: string
  filter: { placeholder: string } | null
  primary: DialogButton | null
  /** Null: one button that closes. */
  secondary: DialogButton[] | null
  size: 'small' | 'medium' | 'large' | 'xlarge' | { width: string; height: string }
}

export interface DialogButton {
  key: string
  name: string
  isEnabled: boolean
}

const SIZES = ['small', 'medium', 'large', 'xlarge'] as const
const PRIMARY_KEY = 'primary-action-selected'
const MOST_BUTTONS = 5

export function dialogLook({ module, options, address }: Shown): DialogLook {
  const { title, ...given } = merged(isFields(module.options) ? module.options : {}, options)
  return {
    title: textOf(title) || module.name || (address ? hostOf(address) : ''),
    isWarning: given.style === 'warning',
    hint: textOf(given.hint),
    filter: isFields(given.filter) ? { placeholder: textOf(given.filter.placeholder) } : null,
    primary: readButton(given.primaryAction, PRIMARY_KEY),
    secondary: Array.isArray(given.secondaryActions)
      ? given.secondaryActions.slice(0, MOST_BUTTONS).flatMap((one) => readButton(one, '') ?? [])
      : null,
    size: readSize(given.size),
  }
}

/** Later options win. Pages give them as `{title, options: {...}}`, or with all of them at the top. */
export function merged(before: unknown, after: unknown): Record<string, unknown> {
  return { ...flat(before), ...flat(after) }
}

function flat(given: unknown): Record<string, unknown> {
  if (!isFields(given)) return {}
  const { options, ...top } = given
  return { ...top, ...(isFields(options) ? options : {}) }
}

/** The primary button with what a page changed of it. */
export function withPrimary(options: unknown, change: unknown): Record<string, unknown> {
  const before = flat(options)
  const known = isFields(before.primaryAction) ? before.primaryAction : {}
  return { ...before, primaryAction: { ...known, ...(isFields(change) ? change : {}) } }
}

function readButton(given: unknown, ownKey: string): DialogButton | null {
  if (!isFields(given)) return null
  const name = textOf(given.name)
  if (!name) return null
  return { name, key: typeof given.key === 'string' ? given.key : ownKey, isEnabled: given.enabled !== false }
}

function readSize(given: unknown): DialogLook['size'] {
  if (isFields(given)) {
    const width = length(given.width, 'vw')
    const height = length(given.height, 'vh')
    if (width && height) return { width, height }
  }
  return SIZES.find((known) => known === given) ?? 'medium'
}

/** Percentages are of the window, 100 at most; pixels are kept inside the window by the style sheet. */
function length(given: unknown, unit: 'vw' | 'vh'): string | null {
  const [, number, kind] = /^(\d{1,5})(px|%)$/.exec(String(given)) ?? []
  if (!number) return null
  return kind === '%' ? `${Math.min(100, Number(number))}${unit}` : `${number}px`
}

function hostOf(address: string): string {
  try {
    return new URL(address).host
  } catch {
    return ''
  }
}
