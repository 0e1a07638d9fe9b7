import { withoutOuterLines } from './outer-lines'

/** Already parsing a style attribute breaks the page's policy, also where nothing is drawn: it gets another name before. */
export function setStyleAside(html: string): string {
  return html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(["'\s/])style\s*=/gi, '$1data-style='))
}

/** HTML as a document that is not drawn: nothing of it runs, is loaded or breaks the page's policy. */
export function parseInert(html: string): HTMLElement {
  return new DOMParser().parseFromString(setStyleAside(html), 'text/html').body
}

/** The words of HTML. */
export function wordsOf(html: string): string {
  return parseInert(html).textContent ?? ''
}

const BLOCK = /^(?:P|DIV|TR|LI|PRE|BLOCKQUOTE|H[1-6]|UL|OL|TABLE|CAPTION)$/
const CELL = /^T[DH]$/
const HOLDS_NO_WORDS = /^(?:TABLE|THEAD|TBODY|TFOOT|TR|UL|OL)$/
const UNSAID = /^(?:SCRIPT|STYLE|TEMPLATE|TITLE)$/

/** The words of HTML as they stand below each other: a line for each row and paragraph, tabs between cells. */
export function linesOf(html: string): string {
  const lines = ['']
  const isBegun = () => Boolean(lines.at(-1)?.trim())
  const add = (text: string) => lines.push((lines.pop() ?? '') + text)
  const read = (within: Element, isPre: boolean, isCell: boolean) => {
    for (const node of within.childNodes) {
      if (node instanceof Text) {
        if (HOLDS_NO_WORDS.test(within.tagName)) continue
        const [first = '', ...others] = isPre ? node.data.split('\n') : [node.data.replace(/\s+/g, ' ')]
        add(isPre || lines.at(-1) ? first : first.trimStart())
        lines.push(...others)
      } else if (node instanceof Element && !UNSAID.test(node.tagName)) {
        const { tagName } = node
        const isBlock = BLOCK.test(tagName) && !isCell
        if (tagName === 'BR' || (isBlock && isBegun())) lines.push('')
        if (CELL.test(tagName) && node.previousElementSibling) add('\t')
        read(node, isPre || tagName === 'PRE', isCell || CELL.test(tagName))
        if (isBlock && isBegun()) lines.push('')
      }
    }
  }
  read(parseInert(html), false, false)
  const text = lines.map((line) => line.trimEnd()).join('\n')
  return withoutOuterLines(text)
}
