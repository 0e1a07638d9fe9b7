import { useEffect, useState } from 'react'

/** A text once nobody has typed for a moment: what is searched for on the server. */
export function useLaterText(text: string, ms = 200): string {
  const [later, setLater] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setLater(text), ms)
    return () => clearTimeout(timer)
  }, [text, ms])
  return later
}
