import ts from 'typescript'
import { walk } from './texts-source.mjs'

const LETTERS = /\p{L}\p{L}/u
/** One word with a capital, or a sentence. */
const CAPITAL = /^[“«(]?\p{Lu}[\p{Ll}’'-]+([ ,.…:?!/].*)?$/su
/** Some small words: «just now», « of », «can not be shown here». */
const WORDS = /^[^<>{}=#[\]@$&|\\/]*\p{Ll}{2,}[,.:;…)]? +[(“«]?\p{L}[\p{Ll}’]*[^<>{}=#[\]@$&|\\]*$/su
const SAYS = new Set(['t', 'tAs', 'plural', 'rich', 'msg'])
/** What these are told is for machines. */
const DEAF =
  /^(Error|TypeError|cx|querySelector(All)?|closest|matches|matchMedia|getContext|addEventListener|removeEventListener|postMessage|has|get|set|startsWith|endsWith|includes|RegExp|String\.raw|splitText)$/
const DEAF_ATTRIBUTES = /^(className|class|id|key|type|role|href|to|src|path|d|data-.*|accept|allow|autoComplete|sandbox|rel|target|viewBox|method|variant|kind|tone|lang|translate|name|htmlFor|form|media|sizes|srcSet|pattern)$/
/** Names of keys and the like, which code compares and people never read. */
const NAMES = new Set(
  'Enter Escape Tab Backspace Delete Home End PageUp PageDown ArrowUp ArrowDown ArrowLeft ArrowRight Shift Control Alt Meta Bearer Basic Files Accept Authorization Retry-After Content-Type'.split(
    ' ',
  ),
)

function deafParent(node) {
  for (let at = node, parent = node.parent; parent; at = parent, parent = parent.parent) {
    if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isTypeNode(parent)) return true
    if (ts.isCaseClause(parent) && parent.expression === at) return true
    if (ts.isElementAccessExpression(parent) && parent.argumentExpression === at) return true
    if (ts.isPropertyAssignment(parent) && parent.name === at) return true
    if (ts.isBinaryExpression(parent) && /^[=!]==?$/.test(parent.operatorToken.getText())) return true
    if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InKeyword) return true
    if (ts.isJsxAttribute(parent)) return DEAF_ATTRIBUTES.test(parent.name.getText())
    if ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && at !== parent.expression) {
      const name = parent.expression
      const called = ts.isPropertyAccessExpression(name) ? name.name.text : name.getText()
      if (SAYS.has(called) && parent.arguments?.[called === 'rich' || called === 'tAs' ? 0 : -1] === undefined) {
        return true
      }
      if (SAYS.has(called)) return at !== parent.arguments[1] || called === 'tAs'
      return DEAF.test(called)
    }
    if (ts.isFunctionLike(parent) || ts.isStatement(parent) || ts.isJsxElement(parent)) return false
  }
  return false
}

/** A line that ends so, or the line above it, is let through; the reason stands behind the colon. */
function excused(node, source) {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
  const starts = source.getLineStarts()
  const from = starts[Math.max(0, line - 1)]
  return /not translated: \S/.test(source.text.slice(from, starts[line + 1] ?? source.text.length))
}

function isText(node) {
  if (ts.isJsxText(node)) return LETTERS.test(node.text)
  if (ts.isTemplateExpression(node)) {
    const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)]
    return (
      (CAPITAL.test(node.head.text) && /[ .:]/.test(node.head.text)) ||
      WORDS.test(parts.join(' x ').trim().replace(/^x | x$/g, '')) && / \p{Ll}{2,}|\p{Ll}{2,} /u.test(parts.join(''))
    )
  }
  if (!ts.isStringLiteralLike(node)) return false
  return !NAMES.has(node.text) && (CAPITAL.test(node.text) || WORDS.test(node.text))
}

/** Nodes with words for people that no function of the catalogue says. */
export function outside(source) {
  const found = []
  walk(source, (node) => {
    if (ts.isJsxText(node) || ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      if (isText(node) && !deafParent(node) && !excused(node, source)) found.push(node)
    }
  })
  return found
}
