import { Plus, X } from 'lucide-react'
import { sayEach, t } from '../i18n'
import { Button, IconButton, Select, TextField } from '../ui'
import styles from './cards.module.css'
import { type AttributeDraft, LOZENGES, type LozengeStyle, MOST_ATTRIBUTES } from './draft'

interface Props {
  attributes: readonly AttributeDraft[]
  faults: Readonly<Record<string, string>>
  onChange: (attributes: AttributeDraft[]) => void
}

/** Labels with values, each plain or a lozenge. */
export function AttributeRows({ attributes, faults, onChange }: Props) {
  const change = (key: number, next: Partial<AttributeDraft>) =>
    onChange(attributes.map((one) => (one.key === key ? { ...one, ...next } : one)))
  const add = () => {
    const key = Math.max(0, ...attributes.map((one) => one.key)) + 1
    onChange([...attributes, { key, label: '', value: '', style: 'plain', url: '' }])
  }
  return (
    <fieldset>
      <legend className="hush">{t('Attributes')}</legend>
      <div className={styles.attributesHead}>
        <span className="grow">
          <b>{t('Attributes')}</b>{' '}
          <span className="quiet">{t('{n} of {most}', { n: attributes.length, most: MOST_ATTRIBUTES })}</span>
        </span>
        <Button size="sm" icon={Plus} disabled={attributes.length >= MOST_ATTRIBUTES} onClick={add}>
          {t('Add')}
        </Button>
      </div>
      {attributes.map((attribute, i) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's look
        <div
          key={attribute.key}
          className={styles.attribute}
          role="group"
          aria-label={t('Attribute {n}', { n: i + 1 })}
        >
          <TextField
            label={t('Label')}
            value={attribute.label}
            error={faults[`card.attributes[${i}].label`]}
            onChange={(event) => change(attribute.key, { label: event.target.value })}
          />
          <TextField
            label={t('Value')}
            value={attribute.value}
            error={faults[`card.attributes[${i}].value.label`]}
            onChange={(event) => change(attribute.key, { value: event.target.value })}
          />
          <Select
            aria-label={
              attribute.label ? t('Look of {label}', { label: attribute.label }) : t('Look of the value')
            }
            options={sayEach(LOZENGES)}
            value={attribute.style}
            onChange={(event) => change(attribute.key, { style: event.target.value as LozengeStyle })}
          />
          <IconButton
            icon={X}
            label={attribute.label ? t('Remove {label}', { label: attribute.label }) : t('Remove attribute')}
            onClick={() => onChange(attributes.filter((one) => one.key !== attribute.key))}
          />
        </div>
      ))}
    </fieldset>
  )
}
