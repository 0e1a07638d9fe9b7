import type { TokenOwner } from '../api/calls'

/** Where the list of tokens lies in the query cache. */
export function tokensKey(owner: TokenOwner): readonly unknown[] {
  return ['tokens', owner === 'account' ? 'account' : owner.room]
}
