// not translated in this file: the guides are English
import type { ComponentType } from 'react'
import type { OpenApi } from '../document'
import type { MethodDoc } from '../openapi'
import { ApiV1 } from './api-v1'
import { Authentication } from './authentication'
import { Errors } from './errors'
import { Paging } from './paging'
import { RateLimits } from './rate-limits'
import { TitleExpansion } from './title-expansion'

export interface GuideProps {
  document: OpenApi
  methods: readonly MethodDoc[]
}

interface Guide {
  id: string
  title: string
  summary: string
  Page: ComponentType<GuideProps>
}

/** What concerns many methods. Figures and examples in them come from the document. */
export const GUIDES: readonly Guide[] = [
  {
    id: 'authentication',
    title: 'Authentication',
    summary: 'Tokens, scopes, and who calls',
    Page: Authentication,
  },
  { id: 'errors', title: 'Errors', summary: 'One shape, and what each status means', Page: Errors },
  { id: 'paging', title: 'Paging', summary: 'Lists, a page at a time', Page: Paging },
  {
    id: 'title-expansion',
    title: 'Title expansion',
    summary: 'Open what a reply only names',
    Page: TitleExpansion,
  },
  {
    id: 'rate-limits',
    title: 'Rate limits',
    summary: 'How often, and what to do at the end',
    Page: RateLimits,
  },
  { id: 'api-v1', title: 'API v1', summary: 'For scripts that never moved', Page: ApiV1 },
]
