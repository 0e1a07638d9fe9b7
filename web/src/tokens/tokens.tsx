import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { listTokens, type TokenOwner } from '../api/calls'
import type { NewToken, RoomEntry } from '../api/types'
import type { Scope } from '../scopes'
import { Block, Loaded } from '../ui'
import { CreateForm } from './create-form'
import { tokensKey } from './keys'
import { TokenCalls } from './token-calls'
import { TokenOnce } from './token-once'
import { TokenTable } from './token-table'

interface Props {
  owner: TokenOwner
  scopes: readonly Scope[]
  withheld?: readonly string[]
  rooms: readonly RoomEntry[]
  listTitle: string
  createTitle: string
  lede?: string
}

/** List, form, and after creating the token itself, once. Shared by my tokens and those of a room. */
export function Tokens({ owner, scopes, withheld, rooms, listTitle, createTitle, lede }: Props) {
  const [fresh, setFresh] = useState<NewToken | null>(null)
  const queries = useQueryClient()
  const tokens = useQuery({
    queryKey: tokensKey(owner),
    queryFn: ({ signal }) => listTokens(owner, signal),
    staleTime: 0,
  })
  return (
    <>
      {fresh && <TokenOnce key={fresh.id} token={fresh} rooms={rooms} onDone={() => setFresh(null)} />}
      <Loaded query={tokens} lines={4}>
        {(list) =>
          list.length > 0 && (
            <Block title={listTitle}>
              <TokenTable owner={owner} tokens={list} />
              <TokenCalls tokens={list} />
            </Block>
          )
        }
      </Loaded>
      {!fresh && (
        <Block title={createTitle} lede={lede}>
          <CreateForm
            owner={owner}
            scopes={scopes}
            withheld={withheld}
            onCreated={(token) => {
              setFresh(token)
              void queries.invalidateQueries({ queryKey: tokensKey(owner) })
            }}
          />
        </Block>
      )}
    </>
  )
}
