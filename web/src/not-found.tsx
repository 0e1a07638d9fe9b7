import { LinkButton, Lone, useTitle } from './ui'

/** For addresses that lead nowhere. */
export function NotFound() {
  useTitle('Not found')
  return (
    <Lone>
      <h1>There is nothing here</h1>
      <p className="soft">The address may be old or mistyped, or it is a room that you cannot see.</p>
      <LinkButton href="/" look="go">
        Go to chat
      </LinkButton>
    </Lone>
  )
}
