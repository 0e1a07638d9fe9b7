import { Upload } from 'lucide-react'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { t } from '../i18n'
import { Button, TextArea, TextField } from '../ui'
import styles from './integrations.module.css'
import { installPath, readDescriptor, readSource } from './source'

const MOST_BYTES = 300_000

/** The address of a descriptor; or its text, pasted or from a file. Leads to the review. */
export function SourceForm({
  room,
  said,
  back,
}: {
  room: number | null
  said?: string | null | undefined
  back?: ReactNode
}) {
  const [isText, setText] = useState(false)
  const [given, setGiven] = useState('')
  const [wrong, setWrong] = useState<string | null>(said ?? null)
  const file = useRef<HTMLInputElement>(null)
  const [, go] = useLocation()

  function submit(event: FormEvent) {
    event.preventDefault()
    open(given)
  }

  function open(text: string) {
    const source = isText || text.trim().startsWith('{') ? readDescriptor(text) : readSource(text)
    if (typeof source === 'string') return setWrong(source)
    setWrong(null)
    if ('url' in source) go(installPath(source.url, room))
    else go(`/addons/install${room === null ? '' : `?room=${room}`}`, { state: source })
  }

  async function take(chosen: File | undefined) {
    if (!chosen) return
    if (chosen.size > MOST_BYTES) return setWrong(t('A descriptor has at most 300,000 bytes.'))
    const text = await chosen.text()
    setText(true)
    setGiven(text)
    setWrong(null)
  }

  const common = {
    value: given,
    error: wrong,
    spellCheck: false,
    autoComplete: 'off',
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-label={t('Install an add-on')}>
      {isText ? (
        <TextArea
          label={t('Descriptor')}
          rows={8}
          className={styles.mono}
          // not translated: an example
          placeholder={'{\n  "key": "com.example.echo", …'}
          {...common}
          onChange={(event) => setGiven(event.target.value)}
        />
      ) : (
        <TextField
          label={t('Address of its descriptor')}
          type="url"
          // not translated: an example
          placeholder="https://addon.example.com/atlassian-connect.json"
          hint={t('Its makers tell you. Often it ends with capabilities.json or atlassian-connect.json.')}
          {...common}
          onChange={(event) => setGiven(event.target.value)}
        />
      )}
      <div className={styles.sourceFoot}>
        <Button
          look="plain"
          onClick={() => {
            setText(!isText)
            setGiven('')
            setWrong(null)
          }}
        >
          {isText ? t('Give an address instead') : t('Paste a descriptor instead')}
        </Button>
        {isText && (
          <Button icon={Upload} onClick={() => file.current?.click()}>
            {t('Choose a file')}
          </Button>
        )}
        <input
          ref={file}
          type="file"
          accept="application/json,.json"
          aria-label={t('File of the descriptor')}
          hidden
          onChange={(event) => void take(event.target.files?.[0])}
        />
        <div className={styles.sourceGo}>
          {back}
          <Button type="submit" look="go">
            {t('Look at it')}
          </Button>
        </div>
      </div>
    </form>
  )
}
