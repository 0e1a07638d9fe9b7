import { useMutation } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { type RawAnswer, sendRaw } from '../api/client'
import { sentence } from '../api/errors'
import { useSession } from '../session/session'
import { Button, Callout, CopyButton, Lozenge, Select, SelectField, TextArea, TextField } from '../ui'
import type { FieldDoc, MethodDoc } from './openapi'
import styles from './reference.module.css'
import { buildRequest, requestAsCurl, type Values } from './request'

interface Props {
  method: MethodDoc
  /** Kept while somebody looks at several methods; never stored. */
  token: string
  onToken: (token: string) => void
}

/** A form of the method's fields that makes the real call, as the person or with a token. */
export function TryIt({ method, token, onToken }: Props) {
  const isSignedIn = useSession().data?.signed_in ?? false
  const [chosen, setChosen] = useState<'me' | 'token' | null>(null)
  const [values, setValues] = useState<Values>({})
  const [errors, setErrors] = useState<Record<string, string>>({})
  const caller = chosen ?? (isSignedIn && !token ? 'me' : 'token')
  const withToken = method.needs === 'token' && caller === 'token'
  const send = useMutation({ mutationFn: sendRaw })
  const built = buildRequest(method, values)

  function submit(event: FormEvent) {
    event.preventDefault()
    const wrong = 'errors' in built ? { ...built.errors } : {}
    if (withToken && !token.trim()) wrong.token = 'Paste a token. You make one under «API tokens».'
    setErrors(wrong)
    if (Object.keys(wrong).length > 0 || !('request' in built)) return
    const { verb, path, body } = built.request
    send.mutate({ method: verb, path, body, token: withToken ? token.trim() : null })
  }

  const fields: [place: string, field: FieldDoc][] = [
    ...method.inPath.map((field): [string, FieldDoc] => ['path', field]),
    ...method.inBody.map((field): [string, FieldDoc] => ['body', field]),
    ...method.inQuery.map((field): [string, FieldDoc] => ['query', field]),
  ]
  return (
    <aside className={styles.try} aria-label="Try it">
      <div className={styles.tryHead}>
        <h2 className="grow">Try it</h2>
        {method.needs === 'token' && isSignedIn && (
          <Select
            aria-label="Call as"
            options={[
              { value: 'me', text: 'as you' },
              { value: 'token', text: 'with a token' },
            ]}
            value={caller}
            onChange={(event) => setChosen(event.target.value as 'me' | 'token')}
          />
        )}
      </div>
      <form className={styles.tryForm} onSubmit={submit} noValidate>
        {withToken && (
          <TextField
            label="token"
            autoComplete="off"
            spellCheck={false}
            value={token}
            error={errors.token}
            onChange={(event) => onToken(event.target.value)}
          />
        )}
        {fields.map(([place, field]) => {
          const key = `${place}.${field.name}`
          return (
            <FieldInput
              key={key}
              field={field}
              value={values[key] ?? ''}
              error={errors[key]}
              onChange={(value) => setValues((before) => ({ ...before, [key]: value }))}
            />
          )
        })}
        <div className={styles.actions}>
          <Button
            type="submit"
            look={method.verb === 'DELETE' ? 'stop' : 'go'}
            icon={Send}
            working={send.isPending && 'Sending…'}
          >
            Send
          </Button>
          {'request' in built && (
            <CopyButton
              look="plain"
              label="Copy as curl"
              text={requestAsCurl(
                window.location.origin,
                built.request,
                token.trim(),
                method.needs !== 'nobody',
              )}
            />
          )}
        </div>
      </form>
      <div role="status">
        {send.data && <Answer answer={send.data} />}
        {send.isError && <Callout kind="red">{sentence(send.error)}</Callout>}
      </div>
    </aside>
  )
}

interface FieldInputProps {
  field: FieldDoc
  value: string
  error: string | undefined
  onChange: (value: string) => void
}

const LONG_TEXTS = new Set(['message', 'topic', 'reason'])

function FieldInput({ field, value, error, onChange }: FieldInputProps) {
  const common = {
    label: field.name,
    value,
    error,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  if (field.options.length > 0) {
    const left = field.isRequired ? 'choose' : field.byDefault ? `default: ${field.byDefault}` : 'left out'
    const options = [{ value: '', text: left }, ...field.options.map((text) => ({ value: text, text }))]
    return <SelectField {...common} options={options} />
  }
  if (field.kind === 'json' || LONG_TEXTS.has(field.name)) {
    return <TextArea {...common} rows={2} placeholder={field.kind === 'json' ? 'JSON' : undefined} />
  }
  return (
    <TextField
      {...common}
      placeholder={field.byDefault}
      inputMode={field.kind === 'number' ? 'numeric' : undefined}
    />
  )
}

/** JSON on lines of its own; anything else as it came. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

const HEADERS = /^(x-ratelimit|x-floodcontrol|retry-after|location|link|x-request-id)/i
const MOST_CHARACTERS = 20_000

function Answer({ answer }: { answer: RawAnswer }) {
  const kind = answer.status < 300 ? 'success' : answer.status === 429 ? 'moved' : 'error'
  const headers = answer.headers.filter(([name]) => HEADERS.test(name))
  const text = readable(answer.text)
  const body = text.slice(0, MOST_CHARACTERS)
  return (
    <div className={styles.answer}>
      <div className="row">
        <Lozenge kind={kind}>
          {answer.status} {answer.statusText}
        </Lozenge>
        <span className="small quiet">{Math.max(1, Math.round(answer.took))} ms</span>
      </div>
      {headers.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which needs the keyboard too
        <pre tabIndex={0}>{headers.map(([name, value]) => `${name}: ${value}`).join('\n')}</pre>
      )}
      {body && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which needs the keyboard too
        <pre tabIndex={0}>
          {body}
          {text.length > MOST_CHARACTERS && '\n…'}
        </pre>
      )}
    </div>
  )
}
