import { sentence } from '../api/errors'
import { Callout } from './notices'

interface Props {
  /** What was asked of the server, as a query or a mutation. */
  asked: { isError: boolean; error: Error | null }
  className?: string
}

/** Why the server did not do it, if it did not. Read out at once. */
export function Refused({ asked, className }: Props) {
  if (!asked.isError) return null
  return (
    <Callout kind="red" alert className={className}>
      {sentence(asked.error)}
    </Callout>
  )
}
