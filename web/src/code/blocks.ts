import { withoutOuterLines } from '../messages/outer-lines'

/** A text in stretches: what is said, and blocks of code between ``` and ```. */
export type Stretch = { kind: 'text'; text: string } | { kind: 'code'; code: string; language: string | null }

const FENCE = '```'
const NAME = /^[\w+#.-]{1,20}$/

/** Splits a text at its fences. One that is never closed is text; a language may stand behind the opening one. */
export function stretchesOf(text: string): Stretch[] {
  const stretches: Stretch[] = []
  let from = 0
  for (;;) {
    const start = text.indexOf(FENCE, from)
    const end = start < 0 ? -1 : text.indexOf(FENCE, start + FENCE.length)
    if (end < 0) break
    const code = blockOf(text.slice(start + FENCE.length, end))
    if (code) {
      addText(stretches, text.slice(from, start))
      stretches.push(code)
    } else addText(stretches, text.slice(from, end + FENCE.length))
    from = end + FENCE.length
  }
  addText(stretches, text.slice(from))
  return stretches
}

/** A language alone on the first line, as in «/code python»; the rest is the code. */
export function withLanguage(text: string): { code: string; language: string | null } {
  const line = text.indexOf('\n')
  const first = line < 0 ? '' : text.slice(0, line).trim()
  return NAMES.has(first.toLowerCase())
    ? { code: text.slice(line + 1), language: first.toLowerCase() }
    : { code: text, language: null }
}

function blockOf(inside: string): Stretch | null {
  const line = inside.indexOf('\n')
  const first = line < 0 ? '' : inside.slice(0, line).trim()
  const hasName = NAME.test(first)
  const code = (line >= 0 && (hasName || first === '') ? inside.slice(line + 1) : inside).trimEnd()
  return code.trim() ? { kind: 'code', code, language: hasName ? first.toLowerCase() : null } : null
}

function addText(stretches: Stretch[], text: string): void {
  const trimmed = withoutOuterLines(text)
  if (trimmed.trim()) stretches.push({ kind: 'text', text: trimmed })
}

const NAMES = new Set(
  `bash c cpp c++ csharp c# css diff dockerfile go html http ini toml java javascript js json kotlin lua makefile
  markdown md nginx perl php plaintext text powershell ps1 python py ruby rb rust rs scala sh shell sql swift typescript
  ts tsx jsx xml yaml yml`.split(/\s+/),
)
