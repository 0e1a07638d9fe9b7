/** The functions that a page can call, by module. */
export const CALLS: Readonly<Record<string, readonly string[]>> = {
  auth: ['withToken'],
  user: ['getCurrentUser', 'open'],
  room: ['getRoomDetails', 'getParticipants', 'open', 'create', 'invite'],
  chat: ['appendMessage', 'focus', 'addFileForUploadWithBase64'],
  file: ['openInFileViewer'],
  dialog: ['open', 'update', 'updatePrimaryAction', 'close'],
  sidebar: ['openView', 'closeView'],
}
