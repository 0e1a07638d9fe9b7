import { useMutation } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { sendRaw } from '../api/client'
import { sentence } from '../api/errors'
import { t } from '../i18n'
import { useSession } from '../session/session'
import { Button, Callout, Segments, TextArea } from '../ui'
import { AnswerView } from './answer-view'
import { CallerChoice } from './caller-choice'
import { FieldInput } from './field-input'
import type { FieldDoc } from './fields'
import type { MethodDoc } from './openapi'
import styles from './reference.module.css'
import { buildRequest, exampleValues, type Values, WHOLE_BODY } from './request'
import { rawRequest } from './send'
import { usePlaces } from './use-places'

interface Props {
  method: MethodDoc
  values: Values
  onValues: (change: (before: Values) => Values) => void
  /** Kept while somebody looks at several methods; never stored. */
  token: string
  onToken: (token: string) => void
}

/** A form of the method's fields that makes the real call, as the person or with a token. */
export function TryIt({ method, values, onValues, token, onToken }: Props) {
  const isSignedIn = useSession().data?.signed_in ?? false
  const [chosen, setChosen] = useState<'me' | 'token' | null>(null)
  const [file, setFile] = useState<File | null>(null)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const canBeMe = method.needs === 'token' && isSignedIn
  const caller = chosen ?? (canBeMe && !token ? 'me' : 'token')
  const withToken = method.needs === 'v1' || (method.needs === 'token' && (!canBeMe || caller === 'token'))
  const send = useMutation({ mutationFn: sendRaw })
  const places = usePlaces(isSignedIn)
  const set = (key: string, value: string) => onValues((before) => ({ ...before, [key]: value }))

  function submit(event: FormEvent) {
    event.preventDefault()
    const built = buildRequest(method, values)
    const wrong = 'errors' in built ? { ...built.errors } : {}
    if (withToken && !token.trim()) wrong.token = t('Paste a token. You make one under “API tokens”.')
    if (method.uploads.length > 0 && !file) wrong.file = t('Choose a file.')
    setErrors(wrong)
    if (Object.keys(wrong).length > 0 || !('request' in built)) return
    send.mutate(rawRequest(method, built.request, withToken ? token.trim() : null, file))
  }

  const field = (place: string) => (one: FieldDoc) => {
    const key = `${place}.${one.name}`
    return (
      <FieldInput
        key={key}
        field={one}
        value={values[key] ?? ''}
        error={errors[key]}
        suggestions={place === 'path' ? places[one.name] : undefined}
        onChange={(value) => set(key, value)}
      />
    )
  }
  return (
    <aside className={styles.try} aria-label={t('Try it')}>
      <div className={styles.tryHead}>
        <h2 className="grow">{t('Try it')}</h2>
        {canBeMe && (
          <Segments
            label={t('Call as')}
            options={[
              { value: 'me', text: t('As you') },
              { value: 'token', text: t('With a token') },
            ]}
            value={caller}
            onChange={setChosen}
          />
        )}
      </div>
      <form className={styles.tryForm} onSubmit={submit} noValidate>
        {withToken && (
          <CallerChoice
            method={method}
            canMake={canBeMe}
            token={token}
            error={errors.token}
            onToken={onToken}
          />
        )}
        {method.inPath.map(field('path'))}
        {method.inBody.length > 0 && (
          <BodyFields method={method} values={values} errors={errors} onValues={onValues}>
            {method.inBody.map(field('body'))}
          </BodyFields>
        )}
        {method.uploads.length > 0 && (
          <FileInput types={method.uploads} error={errors.file} onChange={setFile} />
        )}
        {method.inQuery.map(field('query'))}
        <div className={styles.actions}>
          <Button
            type="submit"
            look={method.verb === 'DELETE' ? 'stop' : 'go'}
            icon={Send}
            working={send.isPending && t('Sending…')}
          >
            {t('Send')}
          </Button>
        </div>
      </form>
      <div role="status">
        {send.data && <AnswerView answer={send.data} />}
        {send.isError && <Callout kind="red">{sentence(send.error)}</Callout>}
      </div>
    </aside>
  )
}

interface BodyProps {
  method: MethodDoc
  values: Values
  errors: Record<string, string>
  onValues: Props['onValues']
  children: ReactNode
}

/** The fields one by one, or the whole body as text. */
function BodyFields({ method, values, errors, onValues, children }: BodyProps) {
  const isWhole = WHOLE_BODY in values
  function change(way: 'fields' | 'json') {
    onValues((before) => {
      const { [WHOLE_BODY]: _, ...others } = before
      if (way === 'fields') return others
      const built = buildRequest(method, { ...exampleValues(method), ...others })
      return {
        ...others,
        [WHOLE_BODY]: JSON.stringify('request' in built ? built.request.body : {}, null, 2),
      }
    })
  }
  return (
    <>
      {method.bodyType === 'json' && (
        <Segments
          label={t('Body')}
          options={[
            { value: 'fields', text: t('Fields') },
            { value: 'json', text: 'JSON' },
          ]}
          value={isWhole ? 'json' : 'fields'}
          onChange={change}
        />
      )}
      {isWhole ? (
        <TextArea
          label={t('body')}
          rows={10}
          spellCheck={false}
          className="mono"
          value={values[WHOLE_BODY] ?? ''}
          error={errors[WHOLE_BODY]}
          onChange={(event) => onValues((before) => ({ ...before, [WHOLE_BODY]: event.target.value }))}
        />
      ) : (
        children
      )}
    </>
  )
}

interface FileProps {
  types: readonly string[]
  error: string | undefined
  onChange: (file: File | null) => void
}

function FileInput({ types, error, onChange }: FileProps) {
  const pictures = types.filter((type) => type.startsWith('image/'))
  return (
    <label className={styles.file}>
      {t('file')}
      <input
        type="file"
        accept={pictures.join(',') || undefined}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.target.files?.[0] ?? null)}
      />
      {error && <span className={styles.wrong}>{error}</span>}
    </label>
  )
}
