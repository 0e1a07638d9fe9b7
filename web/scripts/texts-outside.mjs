import ts from 'typescript'
import { walk } from './texts-source.mjs'

const LETTERS = /\p{L}\p{L}/u
/** One word with a capital, or a sentence. */
const CAPITAL = /^[“«(]?(\p{Lu}[\p{Ll}’'-]+([ ,.…:?!/].*)?|\p{Lu}+ [\p{L}].*|\p{Lu} \p{Ll}{2,}.*)$/su
/** Some small words: «just now», « of », «can not be shown here». */
const WORDS = /^[^<>{}=#[\]@$&|\\/]*\p{Ll}{2,}[,.:;…)]? +[(“«]?\p{L}[\p{Ll}’]*[^<>{}=#[\]@$&|\\]*$/su
/** A word in a template, with a space or a sign on a side. */
const PIECE = /(^|[\s“(])\p{L}{2,}[.,:;…!?”)]*\s|\s[“(]?\p{L}{2,}[.,:;…!?”)]*(\s|$)|[.,:;…!?”)]\s\p{L}{2,}/u
/** A number of things. */
const COUNT = /^\d+ \p{Ll}{2,}/u
const SPOKEN = /^(aria-(label|description|roledescription|valuetext)|placeholder|title|alt|label|hint|lede|column|working|description)$/
const SAYS = new Set(['t', 'tAs', 'plural', 'rich', 'msg'])
/** What these are told is for machines. */
const DEAF =
  /^(Error|TypeError|cx|querySelector(All)?|closest|matches|matchMedia|getContext|addEventListener|removeEventListener|postMessage|has|get|set|startsWith|endsWith|includes|RegExp|String\.raw|splitText)$/
const DEAF_ATTRIBUTES = /^(className|class|id|key|type|role|href|to|src|path|d|data-.*|accept|allow|autoComplete|sandbox|rel|target|keys|viewBox|method|variant|kind|tone|lang|translate|htmlFor|form|media|sizes|srcSet|pattern)$/
/** Names of keys and the like, which code compares and people never read. */
const NAMES = new Set(
  'Chinwag HipChat JSON GET POST PUT DELETE DEL Enter Escape Tab Backspace Delete Home End PageUp PageDown ArrowUp ArrowDown ArrowLeft ArrowRight Shift Control Alt Meta Bearer Basic Files Accept Authorization Retry-After Content-Type'.split(
    ' ',
  ),
)

function deafParent(node) {
  for (let at = node, parent = node.parent; parent; at = parent, parent = parent.parent) {
    if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isTypeNode(parent)) return true
    if (ts.isCaseClause(parent) && parent.expression === at) return true
    if (ts.isElementAccessExpression(parent) && parent.argumentExpression === at) return true
    if (ts.isPropertyAssignment(parent) && (parent.name === at || DEAF_ATTRIBUTES.test(parent.name.getText()))) {
      return true
    }
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

/** A line that ends so, the line below it, or all of the statement below it; the reason stands behind the colon. */
function excused(node, source) {
  const reason = /not translated: \S/
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
  const starts = source.getLineStarts()
  const from = starts[Math.max(0, line - 1)]
  if (reason.test(source.text.slice(from, starts[line + 1] ?? source.text.length))) return true
  for (let at = node; at && !ts.isSourceFile(at); at = at.parent) {
    if (reason.test(source.text.slice(at.getFullStart(), at.getStart(source)))) return true
  }
  return false
}

/** Whether it is what an element shows or is called, itself or as a branch of a condition. */
function isShown(node) {
  for (let at = node, parent = node.parent; parent; at = parent, parent = parent.parent) {
    if (ts.isConditionalExpression(parent)) {
      if (parent.condition === at) return false
    } else if (ts.isBinaryExpression(parent)) {
      if (!/^(&&|\|\||\?\?)$/.test(parent.operatorToken.getText()) || (parent.left === at && parent.operatorToken.getText() === '&&')) return false
    } else if (ts.isJsxAttribute(parent)) return SPOKEN.test(parent.name.getText())
    else if (ts.isJsxExpression(parent)) {
      if (!ts.isJsxAttribute(parent.parent)) return true
    } else if (!ts.isParenthesizedExpression(parent)) return false
  }
  return false
}

function isText(node) {
  if (ts.isJsxText(node)) return LETTERS.test(node.text)
  if (ts.isTemplateExpression(node)) {
    const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)]
    if (/^Bearer |^\w+=|[{};<>]/.test(node.head.text)) return false
    return parts.some((part) => PIECE.test(part.replace(/^(px|rem|em|ms|s)\b|\bPython\b/g, '')))
  }
  if (!ts.isStringLiteralLike(node) || NAMES.has(node.text)) return false
  if (/^\([a-z-]+: /.test(node.text)) return false
  return COUNT.test(node.text) || CAPITAL.test(node.text) || WORDS.test(node.text) || (LETTERS.test(node.text) && isShown(node))
}

/** Nodes with words for people that no function of the catalogue says. */
export function outside(source) {
  const found = []
  if (/not translated in this file: \S/.test(source.text)) return found
  walk(source, (node) => {
    if (ts.isJsxText(node) || ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      if (isText(node) && !deafParent(node) && !excused(node, source)) found.push(node)
    }
  })
  return found
}
