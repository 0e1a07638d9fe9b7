import { createStore } from 'zustand/vanilla'
import { sizeInWords } from '../files/words'
import { plural, t } from '../i18n'
import type { ChatKey } from '../messages/model'
import { newId } from '../messages/send-queue'

/** A file that goes out with the next message. */
export interface Attached {
  id: string
  file: File
  /** Address of a picture on this machine. */
  preview: string | null
  /** Of the picture, once it is known. */
  width?: number
  height?: number
}

interface AttachmentsState {
  of: ReadonlyMap<ChatKey, readonly Attached[]>
  /** Why the last files were not taken. */
  problem: ReadonlyMap<ChatKey, string>
}

const MOST = 20
const NONE: readonly Attached[] = []

/** The files that wait in the composer of each chat. Too large ones are refused here, before anything is sent. */
export class Attachments {
  readonly store = createStore<AttachmentsState>(() => ({ of: new Map(), problem: new Map() }))
  /** Bytes of one file, as the server has it. */
  limit = Number.POSITIVE_INFINITY

  of(key: ChatKey): readonly Attached[] {
    return this.store.getState().of.get(key) ?? NONE
  }

  add(key: ChatKey, files: readonly File[]): void {
    const { limit } = this
    const fitting = files.filter((file) => file.size > 0 && file.size <= limit)
    const taken = fitting.slice(0, MOST - this.of(key).length)
    this.#say(key, problemWith(files, taken.length < fitting.length, limit))
    if (taken.length > 0) this.restore(key, taken.map(attached))
  }

  /** Puts files back that were on their way. */
  restore(key: ChatKey, files: readonly Attached[]): void {
    this.#put(key, [...this.of(key), ...files])
    for (const one of files) if (one.preview && !one.width) void this.#measure(key, one)
  }

  remove(key: ChatKey, id: string): void {
    const gone = this.of(key).find((one) => one.id === id)
    if (gone) release(gone.preview)
    this.#put(
      key,
      this.of(key).filter((one) => one.id !== id),
    )
  }

  /** Takes all of them out, to be sent. */
  take(key: ChatKey): readonly Attached[] {
    const taken = this.of(key)
    this.#put(key, [])
    this.dismiss(key)
    return taken
  }

  dismiss(key: ChatKey): void {
    this.#say(key, null)
  }

  #put(key: ChatKey, files: readonly Attached[]): void {
    const of = new Map(this.store.getState().of)
    if (files.length > 0) of.set(key, files)
    else of.delete(key)
    this.store.setState({ of })
  }

  #say(key: ChatKey, text: string | null): void {
    const problem = new Map(this.store.getState().problem)
    if (text) problem.set(key, text)
    else problem.delete(key)
    this.store.setState({ problem })
  }

  /** The picture's measures, so that its place in the timeline does not change when it is sent. */
  async #measure(key: ChatKey, one: Attached): Promise<void> {
    const picture = new Image()
    picture.src = one.preview ?? ''
    try {
      await picture.decode()
    } catch {
      return
    }
    const { naturalWidth: width, naturalHeight: height } = picture
    this.#put(
      key,
      this.of(key).map((known) => (known.id === one.id ? { ...known, width, height } : known)),
    )
  }
}

function attached(file: File): Attached {
  return { id: newId(), file, preview: previewOf(file) }
}

function previewOf(file: File): string | null {
  if (!/^image\/(?:png|jpeg|gif|webp)$/.test(file.type)) return null
  return typeof URL.createObjectURL === 'function' ? URL.createObjectURL(file) : null
}

export function release(preview: string | null): void {
  if (preview) URL.revokeObjectURL(preview)
}

function problemWith(files: readonly File[], areTooMany: boolean, limit: number): string | null {
  const large = files.filter((file) => file.size > limit)
  const most = t('At most {size} can be shared.', { size: sizeInWords(limit) })
  if (large.length > 1) {
    const many = plural(large.length, { one: '{n} file is too large.', other: '{n} files are too large.' })
    return `${many} ${most}`
  }
  if (large[0])
    return t('“{name}” is too large ({size}). {most}', {
      name: large[0].name,
      size: sizeInWords(large[0].size),
      most,
    })
  if (areTooMany) return t('At most {n} files go with one message. Send these first.', { n: MOST })
  const empty = files.find((file) => file.size === 0)
  return empty
    ? t('“{name}” is empty or a folder. Choose a file with something in it.', { name: empty.name })
    : null
}
