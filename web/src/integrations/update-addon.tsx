import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../i18n'
import { Button, Dialog, Refused, TextArea, toast } from '../ui'
import { type Addon, type ScopeOut, updateAddon } from './calls'
import { ScopeList } from './scope-list'
import { readDescriptor } from './source'

interface Props {
  addon: Addon
  onClose: () => void
  onDone: () => void
}

/** Reads the descriptor again. New permissions wait until the person allows them. */
export function UpdateAddon({ addon, onClose, onDone }: Props) {
  const [waits, setWaits] = useState<readonly ScopeOut[]>(() => addon.waits_for.map(byId))
  const [pasted, setPasted] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const needsText = addon.url === null
  const update = useMutation({
    mutationFn: (change: Parameters<typeof updateAddon>[1]) => updateAddon(addon.oauth_id, change),
    onSuccess: ({ waits_for: more, problem }) => {
      if (more.length > 0) return setWaits(more)
      toast(
        problem
          ? t('{name} is updated, but it said: {problem}', { name: addon.name, problem })
          : t('{name} is up to date.', { name: addon.name }),
      )
      onDone()
    },
  })

  function submit() {
    const scopes = waits.length ? { scopes: waits.map((scope) => scope.id) } : {}
    if (!needsText) return update.mutate(scopes)
    const read = readDescriptor(pasted)
    if (typeof read === 'string') return setWrong(read)
    setWrong(null)
    update.mutate({ ...scopes, ...read })
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Update {name}', { name: addon.name })}
      dirty={pasted !== ''}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="go" onClick={submit} working={update.isPending && t('Updating…')}>
            {waits.length ? t('Allow and update') : t('Update')}
          </Button>
        </>
      }
    >
      {waits.length > 0 ? (
        <>
          <p>{t('It works as before until you allow what the new version asks for:')}</p>
          <ScopeList scopes={waits} />
        </>
      ) : (
        <p>
          {needsText
            ? t('This add-on was given as a text. Paste its new descriptor.')
            : t('Its descriptor is read again from its address. If it asks for more, you decide first.')}
        </p>
      )}
      {needsText && (
        <TextArea
          label={t('Descriptor')}
          rows={8}
          value={pasted}
          error={wrong}
          spellCheck={false}
          onChange={(event) => setPasted(event.target.value)}
        />
      )}
      <Refused asked={update} />
    </Dialog>
  )
}

function byId(id: string): ScopeOut {
  return { id, name: id, description: '' }
}
