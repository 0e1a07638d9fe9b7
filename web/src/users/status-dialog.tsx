import { useState } from 'react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { Button, Dialog, TextField } from '../ui'

const LONGEST = 50

/** One line that everybody sees beside the name. */
export default function StatusDialog({ onClose }: { onClose: () => void }) {
  const { presence } = useChat()
  const chosen = useStore(presence.store)
  const [text, setText] = useState<string | null>(null)
  const save = (status: string) => {
    presence.choose({ ...chosen, status: status.trim() })
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
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
          <Button onClick={onClose}>Cancel</Button>
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
