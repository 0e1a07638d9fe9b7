import { LOAD_CODE } from '../code/code-later'
import { LOAD_FILES } from '../files/later'
import { LOAD_EMOJI } from '../reactions/emoji-later'
import { LOAD_FOOT } from '../reactions/foot-later'
import { fetchAhead } from '../ui/idle'
import { laterDialog, laterPlace } from '../ui/later'

/**
 * Dialogs are not needed to read and write: each is a file of its own, fetched when the page has come to rest or when it
 * is first asked for.
 */
const LOAD = {
  // First what a click opens in the place: without a connection it would open nothing.
  messageMenu: () => import('../messages/message-menu'),
  roomMenu: () => import('../rooms/room-menu'),
  meMenu: () => import('../users/me-menu'),
  rowMenu: () => import('../rooms/row-menu'),
  listMenu: () => import('../rooms/list-menu'),
  inputMenu: () => import('../extensions/input-menu'),
  sidePanel: () => import('../side/side-panel'),
  sideEdge: () => import('./side-edge'),
  emoji: LOAD_EMOJI,
  ...LOAD_FILES,
  code: LOAD_CODE,
  commands: () => import('../composer/run-command'),
  thread: () => import('../threads/thread-view'),
  emptyChat: () => import('../messages/empty-chat'),
  lobby: () => import('../lobby/lobby-view'),
  messageLinks: () => import('../extensions/message-links'),
  profile: () => import('../profile/profile-layer'),
  attached: () => import('../composer/attached-files'),
  bigPaste: () => import('../composer/big-paste'),
  choiceList: () => import('../composer/choice-list'),
  foundLinks: () => import('../messages/found-links'),
  createRoom: () => import('../rooms/create-room-dialog'),
  editor: () => import('../messages/editor'),
  messageFoot: LOAD_FOOT,
  date: () => import('../messages/date-dialog'),
  deleteMessage: () => import('../messages/delete-dialog'),
  invite: () => import('../rooms/invite-dialog'),
  notifications: () => import('../notifications/room-notifications-dialog'),
  roomPicture: () => import('../rooms/room-picture-dialog'),
  search: () => import('../search/search-page'),
  shortcuts: () => import('./shortcuts-dialog'),
  status: () => import('../users/status-dialog'),
  lightbox: () => import('../files/lightbox'),
  switcher: () => import('../rooms/switcher'),
  topic: () => import('../rooms/topic-dialog'),
}

/**
 * Fetches them ahead, so that the first Ctrl K opens at once. While the server is away each attempt costs one request
 * that fails, not one for each file.
 */
export function fetchDialogs(): () => void {
  return fetchAhead(Object.values(LOAD))
}

export const CreateRoomDialog = laterDialog(LOAD.createRoom)
export const ChatNotifications = laterDialog(LOAD.notifications)
export const DateDialog = laterDialog(LOAD.date)
export const DeleteDialog = laterDialog(LOAD.deleteMessage)
export const Lightbox = laterDialog(LOAD.lightbox)
export const InviteDialog = laterDialog(LOAD.invite)
export const RoomPictureDialog = laterDialog(LOAD.roomPicture)
export const SearchPage = laterPlace(LOAD.search)
export const ShortcutsDialog = laterDialog(LOAD.shortcuts)
export const StatusDialog = laterDialog(LOAD.status)
export const Switcher = laterDialog(LOAD.switcher)
export const TopicDialog = laterDialog(LOAD.topic)
