import { useId } from 'react'
import { t } from '../i18n'
import { SelectField, TextArea, TextField } from '../ui'
import type { FieldDoc } from './fields'

interface Props {
  field: FieldDoc
  value: string
  error: string | undefined
  /** Names that the reader may mean. */
  suggestions: readonly string[] | undefined
  onChange: (value: string) => void
}

const LONG_TEXTS = new Set(['message', 'topic', 'reason'])

/** The input that fits a field: a list of choices, one line, or several. */
export function FieldInput({ field, value, error, suggestions, onChange }: Props) {
  const list = useId()
  const common = {
    label: field.name,
    value,
    error,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  if (field.options.length > 0) {
    const left = field.isRequired
      ? t('choose')
      : field.byDefault
        ? t('default: {value}', { value: field.byDefault })
        : t('left out')
    const options = [{ value: '', text: left }, ...field.options.map((text) => ({ value: text, text }))]
    return <SelectField {...common} options={options.filter((one, at) => at === 0 || one.value)} />
  }
  if (field.kind === 'json' || LONG_TEXTS.has(field.name)) {
    return <TextArea {...common} rows={2} placeholder={field.kind === 'json' ? 'JSON' : undefined} />
  }
  return (
    <>
      <TextField
        {...common}
        placeholder={field.byDefault}
        inputMode={field.kind === 'number' ? 'numeric' : undefined}
        list={suggestions ? list : undefined}
        autoComplete="off"
      />
      {suggestions && (
        <datalist id={list}>
          {suggestions.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
    </>
  )
}
