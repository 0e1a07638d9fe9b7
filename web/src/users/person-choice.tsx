import { Avatar, Button } from '../ui'
import { type Person, shown } from './model'

interface Props {
  person: Pick<Person, 'id' | 'name' | 'mention_name' | 'photo_url' | 'presence'>
  isDone: boolean
  /** What the button says: the verb, or that it is done. */
  children: string
  onChoose: (id: number) => void
}

/** Somebody who can be chosen from a list, with the button that does it. */
export function PersonChoice({ person, isDone, children, onChoose }: Props) {
  const { id, name, mention_name, photo_url, presence } = person
  return (
    <>
      <Avatar id={id} name={name} photo={photo_url} size={28} presence={shown(presence)} />
      <span className="grow cut" translate="no">
        {name} <span className="quiet small">@{mention_name}</span>
      </span>
      <Button size="sm" disabled={isDone} onClick={() => onChoose(id)}>
        {children}
      </Button>
    </>
  )
}
