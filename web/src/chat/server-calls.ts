import type { EmoticonEntry, MessageIn, Start } from '../api/types'
import type { FileIn } from '../api/upload'
import type { Addon } from '../extensions/model'
import type { HistoryQuery } from '../messages/history'
import type { ChatKey, ChatMessage, HistoryPage } from '../messages/model'
import type { ChatChoice, Preferences, PreferencesOut } from '../preferences/model'
import type { RepliesPage, RepliesQuery } from '../threads/calls'

interface Watch {
  onProgress: (sent: number) => void
  signal: AbortSignal
}

/** The calls that the chat makes; the browser's are in `server.ts`. */
export interface Server {
  start(): Promise<Start>
  history(key: ChatKey, query: HistoryQuery): Promise<HistoryPage>
  send(key: ChatKey, body: MessageIn): Promise<ChatMessage>
  /** Shares a file; `onProgress` is told the bytes that have left. */
  share(key: ChatKey, body: FileIn, watch: Watch): Promise<ChatMessage>
  edit(key: ChatKey, id: string, text: string): Promise<ChatMessage>
  remove(key: ChatKey, id: string): Promise<void>
  react(key: ChatKey, id: string, emoji: string, isOn: boolean): Promise<void>
  pin(key: ChatKey, id: string, isOn: boolean): Promise<void>
  replies(key: ChatKey, id: string, query: RepliesQuery): Promise<RepliesPage>
  emoticons(): Promise<EmoticonEntry[]>
  preferences(): Promise<PreferencesOut>
  choose(all: Preferences): Promise<void>
  chooseForChat(key: ChatKey, choice: ChatChoice): Promise<void>
  extensions(roomId: number): Promise<{ addons: Addon[] }>
  read(key: ChatKey, position: number): Promise<void>
  /** The message at the position and all behind it are unread again. */
  unread(key: ChatKey, position: number): Promise<void>
  liveUrl(cursor: number): string
}
