import { departure } from '../session/session'
import { Attachments } from './attachments'
import { type SendFile, Uploads } from './uploads'

/**
 * The files that a person chose, and those on their way. They outlive the chat on screen, so that whoever looks after
 * their settings meanwhile loses none: only the page's end ends them.
 */
export class Files {
  readonly uploads: Uploads
  readonly attachments = new Attachments()

  constructor(send: SendFile) {
    this.uploads = new Uploads(send)
  }

  /** Lets go of all of them. */
  drop(): void {
    for (const { client_id } of this.uploads.store.getState().entries) this.uploads.discard(client_id)
    for (const key of this.attachments.store.getState().of.keys()) {
      for (const { id } of this.attachments.of(key)) this.attachments.remove(key, id)
    }
  }
}

let kept: { of: number; files: Files } | null = null

/** The files of one person, the same ones as long as the page lives. */
export function filesOf(person: number, send: SendFile): Files {
  if (kept?.of === person) return kept.files
  if (kept) kept.files.drop()
  else window.addEventListener('beforeunload', warn)
  kept = { of: person, files: new Files(send) }
  return kept.files
}

/** How many files of a person this page still has to send. */
export function filesOnTheirWay(person: number): number {
  return kept?.of === person ? kept.files.uploads.store.getState().entries.length : 0
}

/** What is on its way would be lost with the page; who signed out wants it so. */
function warn(event: BeforeUnloadEvent): void {
  if (kept?.files.uploads.isBusy && departure.getState().step !== 'gone') event.preventDefault()
}
