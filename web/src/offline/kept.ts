import type { Session, Start } from '../api/types'
import type { ChatKey, ChatMessage } from '../messages/model'

/** What was on screen last, so that there is something to read where there is no connection. */
export interface Kept {
  /** Milliseconds since 1970, by this machine's clock. */
  at: number
  session: Session
  start: Start
  /** The newest messages of the chats that were open last. */
  chats: [ChatKey, ChatMessage[]][]
}

const DATABASE = 'chinwag'
const STORE = 'kept'
/** One person's at most: whoever signs in next writes over it, and signing out deletes it. */
const KEY = 'last'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE)
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
    asked.onblocked = () => reject(new Error('blocked'))
  })
}

async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode)
      const asked = work(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(asked.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

/** What was kept; null where there is nothing, or no storage. */
export async function readKept(): Promise<Kept | null> {
  try {
    return ((await inStore('readonly', (store) => store.get(KEY))) as Kept | undefined) ?? null
  } catch {
    return null
  }
}

export async function writeKept(kept: Kept): Promise<void> {
  try {
    await inStore('readwrite', (store) => store.put(kept, KEY))
  } catch {
    // The disk is full or forbidden: without a connection there is then nothing to show.
  }
}

export async function forgetKept(): Promise<void> {
  try {
    await inStore('readwrite', (store) => store.delete(KEY))
  } catch {
    // Nothing was kept.
  }
}
