import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { listEmoticons } from '../api/calls'
import { ApiError, sentence } from '../api/errors'
import type { EmoticonEntry } from '../api/types'
import { plural, rich, t } from '../i18n'
import {
  Block,
  Button,
  Callout,
  Columns,
  Confirm,
  IconButton,
  Loaded,
  Nothing,
  PageHead,
  Pane,
  PaneFoot,
  Refused,
  TextField,
  toast,
  useTitle,
} from '../ui'
import styles from './admin.module.css'
import { addEmoticon, removeEmoticon } from './admin-calls'
import { AdminPage } from './admin-page'

const EMOTICONS = ['admin-emoticons'] as const
const KINDS = 'image/png,image/gif,image/jpeg,image/webp'
const MOST_BYTES = 1024 * 1024

/** `/admin/emoticons`: the team's own, beside the standard ones. */
export function EmoticonsPage() {
  return (
    <AdminPage>
      <OfTheTeam />
    </AdminPage>
  )
}

function OfTheTeam() {
  useTitle(t('Emoticons'))
  const [asked, setAsked] = useState<string | null>(null)
  const queries = useQueryClient()
  const listed = useQuery({ queryKey: EMOTICONS, queryFn: () => listEmoticons(), staleTime: 0 })
  const renew = () => queries.invalidateQueries({ queryKey: EMOTICONS })
  const remove = useMutation({
    mutationFn: (shortcut: string) => removeEmoticon(shortcut),
    onSuccess: (_, shortcut) => {
      setAsked(null)
      toast(t('The emoticon ({name}) is removed.', { name: shortcut }))
      return renew()
    },
  })
  return (
    <>
      <PageHead title={t('Emoticons')}>
        {t('Everybody writes them as a name in brackets, such as (tug), or finds them beside the message.')}
      </PageHead>
      <Block title={t('Add an emoticon')}>
        <AddForm onAdded={renew} />
      </Block>
      <Loaded query={listed} lines={4}>
        {(all) => {
          const own = all.filter((one) => one.is_custom)
          return (
            <Block
              title={t('Of your team')}
              lede={plural(all.length - own.length, {
                one: '{n} standard emoticon comes with the program.',
                other: '{n} standard emoticons come with the program.',
              })}
            >
              {own.length === 0 ? (
                <Nothing title={t('Your team has none of its own yet')}>
                  {t('A logo, a mascot, the coffee machine: what you add is there for everybody at once.')}
                </Nothing>
              ) : (
                <ul className={styles.emoticons}>
                  {own.map((one) => (
                    <Tile key={one.id} emoticon={one} onRemove={() => setAsked(one.shortcut)} />
                  ))}
                </ul>
              )}
            </Block>
          )
        }}
      </Loaded>
      <Confirm
        open={asked !== null}
        title={t('Remove emoticon')}
        action={t('Remove emoticon')}
        working={remove.isPending && t('Removing…')}
        onClose={() => {
          remove.reset()
          setAsked(null)
        }}
        onConfirm={() => asked && remove.mutate(asked)}
      >
        <p>
          {rich('Messages that have it show {name} as text again, old ones too.', {
            name: <b translate="no">({asked})</b>,
          })}
        </p>
        <Refused asked={remove} />
      </Confirm>
    </>
  )
}

function Tile({ emoticon, onRemove }: { emoticon: EmoticonEntry; onRemove: () => void }) {
  return (
    <li className={styles.emoticon}>
      <img src={emoticon.url} alt="" />
      <span className="grow cut" translate="no">
        ({emoticon.shortcut})
      </span>
      <IconButton
        icon={Trash}
        size="sm"
        label={t('Remove ({name})', { name: emoticon.shortcut })}
        onClick={onRemove}
      />
    </li>
  )
}

function AddForm({ onAdded }: { onAdded: () => void }) {
  const [shortcut, setShortcut] = useState('')
  const [picture, setPicture] = useState<{ file: File; url: string } | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [sent, setSent] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => () => URL.revokeObjectURL(picture?.url ?? ''), [picture])
  const add = useMutation({
    mutationFn: () => (picture ? addEmoticon(shortcut.trim(), picture.file) : Promise.resolve()),
    onSuccess: () => {
      toast(t('The emoticon ({name}) is there.', { name: shortcut.trim() }))
      setShortcut('')
      setPicture(null)
      setSent(false)
      onAdded()
    },
  })
  const refused = add.error instanceof ApiError ? add.error : null
  const isNamed = /^(?=.*[a-z])[a-z0-9]{2,50}$/.test(shortcut.trim())

  function choose(file: File | undefined) {
    setFault(null)
    if (!file) return
    if (!file.type || !KINDS.includes(file.type)) {
      setFault(t('This is no picture that can be shown. Choose a PNG, JPEG, GIF or WebP.'))
    } else if (file.size > MOST_BYTES) {
      setFault(t('This picture is too large. Choose one of at most {n} MB.', { n: 1 }))
    } else setPicture({ file, url: URL.createObjectURL(file) })
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    setSent(true)
    if (!picture) setFault(t('Choose a picture.'))
    else if (isNamed && !add.isPending) add.mutate()
  }

  return (
    <Pane>
      <form onSubmit={submit} noValidate className={styles.form} aria-label={t('Add an emoticon')}>
        <Columns>
          <TextField
            label={t('Name')}
            hint={t('Letters a to z and digits, such as “tug”.')}
            autoComplete="off"
            maxLength={50}
            value={shortcut}
            error={
              sent && !isNamed
                ? t('Use 2 to 50 letters a to z and digits.')
                : refused?.field === 'shortcut'
                  ? refused.message
                  : null
            }
            onChange={(event) => setShortcut(event.target.value.toLowerCase())}
          />
          <div className={styles.pictureLine}>
            {picture && <img src={picture.url} alt={t('The chosen picture')} height={30} />}
            <Button onClick={() => input.current?.click()}>
              {picture ? t('Choose another picture') : t('Choose a picture')}
            </Button>
            <input
              ref={input}
              type="file"
              accept={KINDS}
              hidden
              aria-label={t('Picture of the emoticon')}
              onChange={(event) => {
                choose(event.target.files?.[0])
                event.target.value = ''
              }}
            />
          </div>
        </Columns>
        {(fault || (add.isError && refused?.field !== 'shortcut')) && (
          <Callout kind="red" alert>
            {fault ?? sentence(add.error)}
          </Callout>
        )}
        <PaneFoot>
          <span className="grow small quiet">{t('Shown 30 pixels high. A GIF may move.')}</span>
          <Button type="submit" look="go" working={add.isPending && t('Adding…')}>
            {t('Add emoticon')}
          </Button>
        </PaneFoot>
      </form>
    </Pane>
  )
}
