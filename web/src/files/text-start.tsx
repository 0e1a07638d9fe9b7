import { useEffect, useState } from 'react'
import type { ChatFile } from '../api/types'
import { cx } from '../ui'
import { FileIcon } from './file-icon'
import { DownloadLink } from './file-view'
import styles from './files.module.css'
import { sizeInWords } from './words'

const BYTES = 4096
const LINES = 8
/** So small a text needs less room. */
const SHORT = 120

/** What was fetched stays: rows come and go while one scrolls. */
const known = new Map<string, string>()

/** A text with its first lines, in a place of fixed height so that nothing moves when they come. */
export function TextStart({ file }: { file: ChatFile }) {
  const [start, setStart] = useState(() => known.get(file.id) ?? null)
  useEffect(() => {
    if (start !== null) return
    const over = new AbortController()
    readStart(file, over.signal).then(
      (text) => {
        known.set(file.id, text)
        setStart(text)
      },
      () => {}, // the card below says enough
    )
    return () => over.abort()
  }, [file, start])
  return (
    <div className={styles.snippet}>
      {file.size > 0 && <pre className={cx(styles.start, file.size < SHORT && styles.short)}>{start}</pre>}
      <div className={styles.foot}>
        <FileIcon type={file.type} name={file.name} isSmall />
        <span className={`grow ${styles.name}`} title={file.name}>
          {file.name}
        </span>
        <span className={styles.size}>{sizeInWords(file.size)}</span>
        <DownloadLink file={file} />
      </div>
    </div>
  )
}

async function readStart(file: ChatFile, signal: AbortSignal): Promise<string> {
  const answer = await fetch(file.url, {
    headers: { Range: `bytes=0-${BYTES - 1}` },
    credentials: 'same-origin',
    signal,
  })
  if (!answer.ok) throw new Error(String(answer.status))
  // The last letter may be cut in half.
  const text = new TextDecoder().decode(await answer.arrayBuffer()).replace(/\ufffd+$/, '')
  return text.split('\n').slice(0, LINES).join('\n')
}
