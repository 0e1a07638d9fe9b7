import type { ReactNode } from 'react'
import { laterPart } from '../ui/later'

const Editor = laterPart(() => import('./editor'))

/** What a message says, or the field to change it in its place. */
export function Editable({ isEdited, children }: { isEdited: boolean; children: ReactNode }) {
  if (!isEdited) return children
  return <Editor instead={children} />
}
