import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import c from 'highlight.js/lib/languages/c'
import cpp from 'highlight.js/lib/languages/cpp'
import csharp from 'highlight.js/lib/languages/csharp'
import css from 'highlight.js/lib/languages/css'
import diff from 'highlight.js/lib/languages/diff'
import dockerfile from 'highlight.js/lib/languages/dockerfile'
import go from 'highlight.js/lib/languages/go'
import http from 'highlight.js/lib/languages/http'
import ini from 'highlight.js/lib/languages/ini'
import java from 'highlight.js/lib/languages/java'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import kotlin from 'highlight.js/lib/languages/kotlin'
import lua from 'highlight.js/lib/languages/lua'
import makefile from 'highlight.js/lib/languages/makefile'
import markdown from 'highlight.js/lib/languages/markdown'
import nginx from 'highlight.js/lib/languages/nginx'
import perl from 'highlight.js/lib/languages/perl'
import php from 'highlight.js/lib/languages/php'
import plaintext from 'highlight.js/lib/languages/plaintext'
import powershell from 'highlight.js/lib/languages/powershell'
import python from 'highlight.js/lib/languages/python'
import ruby from 'highlight.js/lib/languages/ruby'
import rust from 'highlight.js/lib/languages/rust'
import scala from 'highlight.js/lib/languages/scala'
import sql from 'highlight.js/lib/languages/sql'
import swift from 'highlight.js/lib/languages/swift'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'

const LANGUAGES = {
  ...{ bash, c, cpp, csharp, css, diff, dockerfile, go, http, ini, java, javascript, json, kotlin, lua },
  ...{ makefile, markdown, nginx, perl, php, plaintext, powershell, python, ruby, rust, scala, sql, swift },
  ...{ typescript, xml, yaml },
}
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language)

/** Guessed from among these: others look too much like them, or like prose. */
const GUESSED = [
  ...['bash', 'c', 'cpp', 'csharp', 'diff', 'go', 'http', 'ini', 'java', 'javascript', 'json', 'php'],
  ...['python', 'ruby', 'rust', 'sql', 'typescript', 'xml', 'yaml'],
]
/** Below this a guess is no better than none. */
const SURE = 6
/** Longer code is shown as it is: colouring it would hold up the page. */
const LONGEST = 20_000
/** So much tells the language: each one that may be it is tried. */
const GUESSED_BY = 4_000

export interface Highlighted {
  /** HTML: escaped text and spans with classes. */
  html: string
  /** The name to be shown; null for plain text. */
  language: string | null
}

/** Code in colour; without a language that we know it is guessed. Null: as it is. */
export function highlight(code: string, language: string | null): Highlighted | null {
  if (code.length > LONGEST) return null
  const asked = language ?? (isJson(code) ? 'json' : null)
  const known = asked && hljs.getLanguage(asked)
  if (known) {
    const html = hljs.highlight(code, { language: asked, ignoreIllegals: true }).value
    return { html, language: known.name === 'Plain text' ? null : (known.name ?? asked) }
  }
  const guess = hljs.highlightAuto(code.slice(0, GUESSED_BY), GUESSED)
  if (guess.relevance < SURE || !guess.language) return null
  const html =
    code.length <= GUESSED_BY
      ? guess.value
      : hljs.highlight(code, { language: guess.language, ignoreIllegals: true }).value
  return { html, language: hljs.getLanguage(guess.language)?.name ?? guess.language }
}

function isJson(code: string): boolean {
  if (!/^\s*[[{]/.test(code)) return false
  try {
    JSON.parse(code)
    return true
  } catch {
    return false
  }
}
