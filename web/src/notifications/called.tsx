import { X } from 'lucide-react'
import { useState } from 'react'
import { t } from '../i18n'
import type { Preferences } from '../preferences/model'
import { Button, IconButton, Segments, TextField } from '../ui'
import { levelOptions } from './levels'
import styles from './notifications.module.css'

interface Props {
  chosen: Preferences
  change: (part: Partial<Preferences>) => void
}

const MOST = 50
const LONGEST = 50

/** Which messages of rooms call me, and words that do. */
export function Called({ chosen, change }: Props) {
  return (
    <>
      <div className={styles.line}>
        <div>
          <div className={styles.label}>{t('Messages in rooms')}</div>
          <div className="small quiet">{t('For rooms where you chose nothing else.')}</div>
        </div>
        <Segments
          label={t('Messages in rooms')}
          value={chosen.level}
          options={levelOptions()}
          onChange={(level) => change({ level })}
        />
      </div>
      <Keywords words={chosen.keywords} onChange={(keywords) => change({ keywords })} />
    </>
  )
}

function Keywords({ words, onChange }: { words: string[]; onChange: (words: string[]) => void }) {
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  function add() {
    const word = text.trim().replace(/\s+/g, ' ')
    const wrong = faultOf(word, words)
    setError(wrong)
    if (wrong) return
    onChange([...words, word])
    setText('')
  }
  return (
    <div className={styles.below}>
      <form
        className={styles.keyword}
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <TextField
          label={t('Keywords')}
          hint={t(
            'They call you like your name does, in every room that is not silenced. Whole words, in any case.',
          )}
          error={error}
          value={text}
          maxLength={LONGEST}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" disabled={!text.trim()}>
          {t('Add')}
        </Button>
      </form>
      {words.length > 0 && (
        <ul className={styles.words} aria-label={t('Keywords')}>
          {words.map((word) => (
            <li key={word} className={styles.word}>
              <span translate="no">{word}</span>
              <IconButton
                icon={X}
                size="sm"
                label={t('Remove {word}', { word })}
                onClick={() => onChange(words.filter((one) => one !== word))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function faultOf(word: string, words: string[]): string | null {
  if (word.length < 2) return t('A keyword has two letters or more.')
  if (words.some((one) => one.toLowerCase() === word.toLowerCase())) return t('You have this word already.')
  return words.length >= MOST ? t('You have 50 keywords already. Remove one first.') : null
}
