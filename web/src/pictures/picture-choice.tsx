import { ImageUp, Trash } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { sentence } from '../api/errors'
import { msg, t } from '../i18n'
import { Button, Callout } from '../ui'
import styles from './pictures.module.css'

const KINDS = 'image/png,image/jpeg,image/gif,image/webp'
/** What the server takes. */
const MOST_BYTES = 8 * 1024 * 1024
/** In JSON a picture grows by a third. */
export const MOST_IN_JSON = 6 * 1024 * 1024

const WORDS = {
  photo: {
    choose: msg('Choose the photo'),
    change: msg('Change the photo'),
    input: msg('Choose a photo'),
  },
  picture: {
    choose: msg('Choose the picture'),
    change: msg('Change the picture'),
    input: msg('Choose a picture'),
  },
}

interface Props {
  what: keyof typeof WORDS
  has: boolean
  most?: number
  hint: string
  /** Draws the picture that is there, or the one that is chosen. */
  draw: (chosen: string | null) => ReactNode
  save: (picture: File) => Promise<void>
  remove: () => Promise<void>
}

/** Choose a picture, see it as others will, then save it; or take it away. */
export function PictureChoice({ what, has, most = MOST_BYTES, hint, draw, save, remove }: Props) {
  const words = WORDS[what]
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<{ file: File; url: string } | null>(null)
  const [working, setWorking] = useState<'save' | 'remove' | null>(null)
  const [error, setError] = useState<string | null>(null)
  useEffect(() => () => URL.revokeObjectURL(chosen?.url ?? ''), [chosen])
  function choose(file: File | undefined) {
    setError(null)
    if (!file) return
    if (!KINDS.includes(file.type) || !file.type) {
      setError(t('This is no picture that can be shown. Choose a PNG, JPEG, GIF or WebP.'))
    } else if (file.size > most) {
      setError(
        t('This picture is too large. Choose one of at most {n} MB.', {
          n: Math.floor(most / 1024 / 1024),
        }),
      )
    } else setChosen({ file, url: URL.createObjectURL(file) })
  }
  async function run(action: 'save' | 'remove', call: () => Promise<void>) {
    setWorking(action)
    setError(null)
    try {
      await call()
      setChosen(null)
    } catch (refusal) {
      setError(sentence(refusal))
    } finally {
      setWorking(null)
    }
  }
  return (
    <div className={styles.choice}>
      {draw(chosen?.url ?? null)}
      <div className={styles.rest}>
        <div className={styles.buttons}>
          {chosen ? (
            <>
              <Button
                look="go"
                onClick={() => void run('save', () => save(chosen.file))}
                working={working === 'save' && t('Saving…')}
              >
                {t('Save')}
              </Button>
              <Button onClick={() => setChosen(null)}>{t('Cancel')}</Button>
            </>
          ) : (
            <>
              <Button icon={ImageUp} onClick={() => input.current?.click()}>
                {t(has ? words.change : words.choose)}
              </Button>
              {has && (
                <Button
                  icon={Trash}
                  look="plain"
                  onClick={() => void run('remove', remove)}
                  working={working === 'remove' && t('Removing…')}
                >
                  {t('Remove')}
                </Button>
              )}
            </>
          )}
        </div>
        <p className="small quiet">
          {chosen ? t('This is how it will look. Only the middle square is shown.') : hint}
        </p>
        {error && (
          <Callout kind="red" alert>
            {error}
          </Callout>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept={KINDS}
        hidden
        aria-label={t(words.input)}
        onChange={(event) => {
          choose(event.target.files?.[0])
          event.target.value = ''
        }}
      />
    </div>
  )
}
