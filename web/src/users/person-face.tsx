import { Avatar, type Size } from '../ui'
import { type Person, shown } from './model'

type Known = Pick<Person, 'id' | 'name' | 'photo_url' | 'presence'>

/** The face of a person with their presence. */
export function PersonFace({
  person: { id, name, photo_url, presence },
  size,
  className,
}: {
  person: Known
  size: Size
  className?: string | undefined
}) {
  return (
    <Avatar
      id={id}
      name={name}
      photo={photo_url}
      size={size}
      presence={shown(presence)}
      {...(className ? { className } : {})}
    />
  )
}
