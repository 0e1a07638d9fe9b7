import { type Message, msg, plural, t } from '../i18n'
import { Check, cx, Segments, TextArea, TextField } from '../ui'
import { AttributeRows } from './attribute-rows'
import styles from './cards.module.css'
import { type CardStyle, COLORS, type Draft, hasFormat, STYLES } from './draft'
import { faultsOf } from './faults'

interface Props {
  draft: Draft
  onChange: (next: Partial<Draft>) => void
  onStyle: (style: CardStyle) => void
}

const NAMES: Readonly<Record<CardStyle | Draft['color'], Message>> = {
  application: msg('Application'),
  link: msg('Link'),
  image: msg('Image'),
  file: msg('File'),
  media: msg('Media'),
  yellow: msg('Yellow'),
  green: msg('Green'),
  red: msg('Red'),
  purple: msg('Purple'),
  gray: msg('Gray'),
}

const named = <T extends keyof typeof NAMES>(values: readonly T[]) =>
  values.map((value) => ({ value, text: t(NAMES[value]) }))

/** The fields of a card; what the server would refuse stands at its field at once, for that is what one is here for. */
export function CardForm({ draft, onChange, onStyle }: Props) {
  const faults = faultsOf(draft)
  const field = (
    name: keyof Draft,
    path: string,
    label: string,
    more: { hint?: string; placeholder?: string },
  ) => (
    <TextField
      label={label}
      autoComplete="off"
      {...more}
      value={String(draft[name])}
      error={faults[path]}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  )
  return (
    <form className={styles.form} aria-label={t('Card')} onSubmit={(event) => event.preventDefault()}>
      <div>
        <div className={styles.label}>{t('Style')}</div>
        <Segments label={t('Style')} value={draft.style} options={named(STYLES)} onChange={onStyle} />
      </div>
      <div>
        <div className={styles.label}>{t('Colour')}</div>
        <div role="radiogroup" aria-label={t('Colour')} className={styles.colors}>
          {named(COLORS).map(({ value, text }) => (
            <label key={value} className={styles.color}>
              <input
                type="radio"
                name="color"
                checked={draft.color === value}
                onChange={() => onChange({ color: value })}
              />
              <span className={cx(styles.swatch, styles[value])} />
              {text}
            </label>
          ))}
        </div>
      </div>
      {hasFormat(draft.style) && (
        <div>
          <div className={styles.label}>{t('Description takes')}</div>
          <Segments
            label={t('Format')}
            value={draft.format}
            options={[
              { value: 'compact', text: plural(2, { one: '{n} line', other: '{n} lines' }) },
              { value: 'medium', text: plural(5, { one: '{n} line', other: '{n} lines' }) },
            ]}
            onChange={(format) => onChange({ format })}
          />
        </div>
      )}
      {field('title', 'card.title', t('Title'), {})}
      {field('url', 'card.url', t('Address'), { hint: t('Where the card opens.'), placeholder: 'https://' })}
      <div>
        <TextArea
          label={t('Description')}
          rows={3}
          value={draft.description}
          error={faults['card.description']}
          onChange={(event) => onChange({ description: event.target.value })}
        />
        <div className={styles.below}>
          <Segments
            label={t('Description is')}
            value={draft.descriptionFormat}
            options={[
              { value: 'text', text: t('Text') },
              { value: 'html', text: 'HTML' },
            ]}
            onChange={(descriptionFormat) => onChange({ descriptionFormat })}
          />
          {draft.descriptionFormat === 'html' && (
            <span className="quiet small">{t('a, b, i, strong, em and span.')}</span>
          )}
        </div>
      </div>
      <div className={styles.two}>
        {field('icon', 'card.icon.url', t('Icon'), { placeholder: 'https://' })}
        {field('thumbnail', 'card.thumbnail.url', t('Thumbnail'), { placeholder: 'https://' })}
      </div>
      <AttributeRows
        attributes={draft.attributes}
        faults={faults}
        onChange={(attributes) => onChange({ attributes })}
      />
      <div className={styles.activity}>
        <Check
          checked={draft.hasActivity}
          onChange={(event) => onChange({ hasActivity: event.target.checked })}
          hint={t('The card opens with a click on it.')}
        >
          {t('Fold into one line of activity')}
        </Check>
        {draft.hasActivity && field('activity', 'card.activity.html', t('Activity, as HTML'), {})}
      </div>
      <div className={styles.two}>
        {field('message', 'message', t('Message'), {
          hint: t('Read by phones, searches and old clients in place of the card.'),
        })}
        {field('id', 'card.id', t('Id'), { hint: t('The same id: the same card again.') })}
      </div>
    </form>
  )
}
