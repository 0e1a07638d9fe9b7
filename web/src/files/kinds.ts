import {
  Clapperboard,
  File,
  FileArchive,
  FileCode,
  FileImage,
  FileMusic,
  FileSpreadsheet,
  FileText,
  type LucideIcon,
} from 'lucide-react'
import type { ChatFile } from '../api/types'
import { ending } from './words'

/** How a file is shown: in the timeline itself, or as a card to be fetched. */
export type Shown = 'picture' | 'video' | 'audio' | 'text' | 'card'

const MOST_TEXT = 1024 * 1024

export function shownAs({ type, thumb_url, size }: ChatFile): Shown {
  if (thumb_url) return 'picture'
  if (/^video\/(?:mp4|webm|ogg|quicktime)$/.test(type)) return 'video'
  if (type.startsWith('audio/')) return 'audio'
  return type.startsWith('text/plain') && size <= MOST_TEXT ? 'text' : 'card'
}

type Tint = 'gray' | 'green' | 'purple' | 'red' | 'yellow'

interface Face {
  icon: LucideIcon
  tint: Tint
}

const BY_ENDING: [RegExp, Face][] = [
  [/^(?:csv|tsv|xlsx?|ods|numbers)$/, { icon: FileSpreadsheet, tint: 'green' }],
  [/^(?:zip|gz|tgz|tar|bz2|xz|7z|rar|zst)$/, { icon: FileArchive, tint: 'yellow' }],
  [
    /^(?:py|js|ts|tsx|jsx|java|kt|go|rs|c|h|cpp|cs|rb|php|sh|sql|css|html?|xml|json|ya?ml|toml|diff|patch)$/,
    { icon: FileCode, tint: 'gray' },
  ],
  [/^(?:pdf|docx?|odt|rtf|md|txt|log|pages|pptx?|odp)$/, { icon: FileText, tint: 'purple' }],
  [/^(?:png|jpe?g|gif|webp|svg|heic|tiff?|bmp|psd)$/, { icon: FileImage, tint: 'red' }],
]

/** A drawing and a ground for a file, by its media type, else by the ending of its name. */
export function faceOf(type: string, name: string): Face {
  if (type.startsWith('video/')) return { icon: Clapperboard, tint: 'purple' }
  if (type.startsWith('audio/')) return { icon: FileMusic, tint: 'purple' }
  const found = BY_ENDING.find(([pattern]) => pattern.test(ending(name)))?.[1]
  if (found) return found
  if (type.startsWith('image/')) return { icon: FileImage, tint: 'red' }
  return { icon: type.startsWith('text/') ? FileText : File, tint: 'gray' }
}
