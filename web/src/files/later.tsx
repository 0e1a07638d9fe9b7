import type { ChatFile } from '../api/types'
import { laterPart } from '../ui/later'
import type { UploadEntry } from '../uploads/uploads'
import { boxFor } from './box'

/** The parts that show files: fetched with the first file that is seen, or when the page has come to rest. */
export const LOAD_FILES = {
  view: () => import('./file-view'),
  upload: () => import('./upload-view'),
}

const View = laterPart(LOAD_FILES.view)
const Upload = laterPart(LOAD_FILES.upload)

export function FileLater({ file, onShow }: { file: ChatFile; onShow: () => void }) {
  return <View file={file} onShow={onShow} instead={<div style={{ height: heightOf(file) }} />} />
}

export function UploadLater({ entry, onCancel }: { entry: UploadEntry; onCancel: () => void }) {
  return <Upload entry={entry} onCancel={onCancel} />
}

const AROUND = 6
const CARD = 66

/** What a file takes in the timeline, with its margins: known before it is drawn, so that nothing moves. */
export function heightOf(file: ChatFile): number {
  return file.thumb_url ? boxFor(file.width, file.height).height + AROUND : CARD
}
