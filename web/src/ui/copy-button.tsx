import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { t } from '../i18n'
import { Button } from './button'

interface Props {
  text: string
  /** «Copy token», «Copy»; becomes «Copied» for 2 s. */
  label?: string
  look?: 'go' | 'plain'
  className?: string
  onCopied?: () => void
}

export function CopyButton({ text, label = t('Copy'), look, className, onCopied }: Props) {
  const [state, setState] = useState<'rest' | 'copied' | 'failed'>('rest')
  useEffect(() => {
    if (state === 'rest') return
    const timer = setTimeout(() => setState('rest'), 2000)
    return () => clearTimeout(timer)
  }, [state])
  const words = { rest: label, copied: t('Copied'), failed: t('Select it and press Ctrl C') }
  return (
    <Button
      size="sm"
      look={look}
      icon={state === 'copied' ? Check : Copy}
      className={className}
      onClick={async () => {
        const copied = await copyText(text)
        setState(copied ? 'copied' : 'failed')
        if (copied) onCopied?.()
      }}
    >
      <span aria-live="polite">{words[state]}</span>
    </Button>
  )
}

/** Copies also where the clipboard API is missing: plain http on another machine than one's own. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

function copyBySelection(text: string): boolean {
  const back = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.readOnly = true
  area.className = 'hush'
  document.body.append(area)
  area.select()
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    area.remove()
    if (back instanceof HTMLElement) back.focus()
  }
}
