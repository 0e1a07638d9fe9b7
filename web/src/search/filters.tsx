import { ChevronDown, X } from 'lucide-react'
import { usePeople, useRooms } from '../chat/context'
import { formatList, t } from '../i18n'
import type { RoomEntry } from '../rooms/model'
import { cx, Icon, Menu, MenuItem, MenuLine } from '../ui'
import type { Person } from '../users/model'
import { daysBefore, HAVING_WORDS, isoDay } from './completion'
import { HAVING_ICONS } from './icons'
import type { Tab } from './model'
import { HAVING, type Having, type Operator, valuesOf, withOnly, without, withValue } from './query'
import styles from './search.module.css'
import { dayInWords } from './words'

interface Props {
  tab: Tab
  query: string
  onChange: (query: string) => void
  /** Into the field, with an operator whose value is to be typed. */
  onAsk: (operator: string) => void
}

/** The operators as chips: those that are set can be taken off, the others lead into the field or to a menu. */
export function Filters({ tab, query, onChange, onAsk }: Props) {
  const rooms = useRooms()
  const people = usePeople()
  if (tab === 'rooms' || tab === 'people') return null
  const places = valuesOf(query, 'in').map((value) => placeName(value, rooms, people))
  const senders = valuesOf(query, 'from').map((value) => personName(value, people))
  const off = (operator: Operator) => () => onChange(without(query, operator))
  return (
    <fieldset className={styles.filters}>
      <legend className="hush">{t('Filters')}</legend>
      {places.length > 0 ? (
        <SetChip text={t('In: {places}', { places: formatList(places) })} onRemove={off('in')} />
      ) : (
        <OpenChip text={t('In: anywhere')} onClick={() => onAsk('in:')} />
      )}
      {senders.length > 0 ? (
        <SetChip text={t('From: {people}', { people: formatList(senders) })} onRemove={off('from')} />
      ) : (
        <OpenChip text={t('From: anybody')} onClick={() => onAsk('from:')} />
      )}
      <Days query={query} onChange={onChange} onAsk={onAsk} />
      <Has query={query} onChange={onChange} />
    </fieldset>
  )
}

function Days({ query, onChange, onAsk }: Omit<Props, 'tab'>) {
  const set = (['on', 'after', 'before'] as const).flatMap((operator) =>
    valuesOf(query, operator).map((value) => ({ operator, value })),
  )
  if (set.length > 0) {
    return set.map(({ operator, value }) => (
      <SetChip
        key={`${operator}:${value}`}
        text={dayChip(operator, dayInWords(value))}
        onRemove={() => onChange(without(query, operator, value))}
      />
    ))
  }
  const since = (days: number) => () =>
    onChange(withOnly(query, 'after', isoDay(daysBefore(new Date(), days))))
  return (
    <Menu align="start" button={<OpenChip text={t('Any time')} />}>
      <MenuItem onSelect={() => onChange(withOnly(query, 'on', 'today'))}>{t('Today')}</MenuItem>
      <MenuItem onSelect={() => onChange(withOnly(query, 'on', 'yesterday'))}>{t('Yesterday')}</MenuItem>
      <MenuItem onSelect={since(7)}>{t('Last 7 days')}</MenuItem>
      <MenuItem onSelect={since(30)}>{t('Last 30 days')}</MenuItem>
      <MenuItem onSelect={since(365)}>{t('Last year')}</MenuItem>
      <MenuLine />
      <MenuItem end="on:" onSelect={() => onAsk('on:')}>
        {t('On a day …')}
      </MenuItem>
      <MenuItem end="after:" onSelect={() => onAsk('after:')}>
        {t('After a day …')}
      </MenuItem>
      <MenuItem end="before:" onSelect={() => onAsk('before:')}>
        {t('Before a day …')}
      </MenuItem>
    </Menu>
  )
}

function dayChip(operator: 'on' | 'after' | 'before', day: string): string {
  switch (operator) {
    case 'on':
      return t('On {day}', { day })
    case 'after':
      return t('After {day}', { day })
    case 'before':
      return t('Before {day}', { day })
  }
}

function Has({ query, onChange }: Pick<Props, 'query' | 'onChange'>) {
  const set = HAVING.filter((one) => valuesOf(query, 'has').includes(one))
  const left = HAVING.filter((one) => !set.includes(one))
  return (
    <>
      {set.map((having) => (
        <SetChip
          key={having}
          text={t('Has {thing}', { thing: t(HAVING_WORDS[having]) })}
          onRemove={() => onChange(without(query, 'has', having))}
        />
      ))}
      <Menu
        align="start"
        button={<OpenChip text={set.length > 0 ? t('Has …') : t('Has: link, file, code')} />}
      >
        {left.map((having: Having) => (
          <MenuItem
            key={having}
            icon={HAVING_ICONS[having]}
            end={`has:${having}`}
            onSelect={() => onChange(withValue(query, 'has', having))}
          >
            {t(HAVING_WORDS[having])}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}

function SetChip({ text, onRemove }: { text: string; onRemove: () => void }) {
  return (
    <button
      type="button"
      className={cx(styles.chip, styles.set)}
      aria-label={t('Take off: {filter}', { filter: text })}
      onClick={onRemove}
    >
      <span className="cut">{text}</span>
      <Icon of={X} size="sm" />
    </button>
  )
}

function OpenChip({ text, ...rest }: { text: string } & React.ComponentProps<'button'>) {
  return (
    <button type="button" className={styles.chip} {...rest}>
      {text}
      <Icon of={ChevronDown} size="sm" />
    </button>
  )
}

function placeName(
  value: string,
  rooms: ReadonlyMap<number, RoomEntry>,
  people: ReadonlyMap<number, Person>,
): string {
  if (value.startsWith('@')) return personName(value, people)
  const room = /^\d+$/.test(value) ? rooms.get(Number(value)) : undefined
  return room?.name ?? value
}

function personName(value: string, people: ReadonlyMap<number, Person>): string {
  if (/^@?me$/i.test(value)) return t('me')
  const named = value.replace(/^@/, '').toLowerCase()
  for (const person of people.values()) {
    if (person.mention_name.toLowerCase() === named) return person.name
  }
  return value
}
