import { useEffect, useState } from 'react'
import type { Emoticon } from './emoticons'

/**
 * The drawing, with what was typed as its text. The group's own ones keep their shape. One that cannot be had is what was
 * typed, until the connection is back.
 */
export function EmoticonImage({ emoticon: { url, shortcut, width, height } }: { emoticon: Emoticon }) {
  const [isMissing, setMissing] = useState(false)
  useEffect(() => {
    if (!isMissing) return
    const again = () => setMissing(false)
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [isMissing])
  if (isMissing) return <span translate="no">{shortcut}</span>
  return (
    <img
      className={width ? 'emo emo-own' : 'emo'}
      src={url}
      alt={shortcut}
      title={shortcut}
      width={width}
      height={height}
      onError={() => setMissing(true)}
    />
  )
}
