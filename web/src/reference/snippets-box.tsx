import { useState } from 'react'
import { t } from '../i18n'
import { CopyButton, Segments } from '../ui'
import { Code } from './code'
import type { MethodDoc } from './openapi'
import styles from './reference.module.css'
import { buildRequest, exampleValues, type Values } from './request'
import { LANGUAGES, type Language, snippet, type Wanted } from './snippets'

let lastLanguage: Language = 'curl'

interface Props {
  method: MethodDoc
  /** What was typed beside; the example's values stand for what was not. */
  values: Values
  token: string
}

/** The call in three languages, with the reader's own token when there is one. */
export function Snippets({ method, values, token }: Props) {
  const [language, setLanguage] = useState(lastLanguage)
  const typed = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim()))
  const built = buildRequest(method, { ...exampleValues(method), ...typed })
  if (!('request' in built)) return null
  const wanted = { origin: window.location.origin, request: built.request, token, how: howOf(method) }
  const text = snippet(language, wanted)
  return (
    <div className={styles.snippets}>
      <div className={styles.snippetsHead}>
        <Segments
          label={t('Language')}
          options={LANGUAGES}
          value={language}
          onChange={(chosen) => {
            lastLanguage = chosen
            setLanguage(chosen)
          }}
        />
        <span className="grow" />
        <CopyButton text={text} look="plain" />
      </div>
      <Code
        label={t('The call in {text}', { text: LANGUAGES.find((one) => one.value === language)?.text ?? '' })}
      >
        {text}
      </Code>
    </div>
  )
}

function howOf(method: MethodDoc): Wanted['how'] {
  if (method.needs === 'v1') return 'parameter'
  return method.needs === 'token' ? 'header' : 'none'
}
