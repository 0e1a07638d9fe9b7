import { useState } from 'react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { Button, Dialog, TextField } from '../ui'

const LONGEST = 50

export function StatusDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { presence } = useChat()
  const chosen = useStore(presence.store)
  const [text, setText] = useState<string | null>(null)
  const close = () => {
    setText(null)
    onClose()
  }
  const save = (status: string) => {
    presence.choose({ ...chosen, status: status.trim() })
    close()
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title="Say what you are doing"
      dirty={text !== null}
      foot={
        <>
          {chosen.status && (
            <Button look="plain" onClick={() => save('')}>
              Clear
            </Button>
          )}
          <span className="grow" />
          <Button onClick={close}>Cancel</Button>
          <Button look="go" onClick={() => save(text ?? chosen.status)}>
            Save
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save(text ?? chosen.status)
        }}
      >
        <TextField
          label="Status"
          hint="Everybody sees it beside your name."
          placeholder="On the quay until noon"
          maxLength={LONGEST}
          value={text ?? chosen.status}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
