import ts from 'typescript'
import { walk } from './texts-source.mjs'

const SAYS = new Set(['t', 'tAs', 'plural', 'rich', 'msg'])

/** The functions of the catalogue that a file imports. */
function imported(source) {
  const names = new Set()
  for (const one of source.statements) {
    if (!ts.isImportDeclaration(one) || !/\/i18n(\/say)?$/.test(one.moduleSpecifier.text)) continue
    for (const element of one.importClause?.namedBindings?.elements ?? []) {
      if (SAYS.has(element.name.text)) names.add(element.name.text)
    }
  }
  return names
}

/** The literals that an expression can be: one, or the branches of a condition. */
function literals(node) {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isParenthesizedExpression(node)) return literals(node.expression)
  if (ts.isConditionalExpression(node)) {
    const [yes, no] = [literals(node.whenTrue), literals(node.whenFalse)]
    return yes && no ? [...yes, ...no] : null
  }
  return null
}

function inModule(node) {
  for (let at = node.parent; at; at = at.parent) if (ts.isFunctionLike(at)) return false
  return true
}

function* fromCall(call, name) {
  if (name !== 'msg' && inModule(call)) {
    yield { node: call, fault: `${name}() while the module loads: keep msg('…') and say it later` }
    return
  }
  const [first, second] = call.arguments
  if (name === 'plural') {
    const forms = new Map()
    for (const one of second?.properties ?? []) {
      if (ts.isPropertyAssignment(one)) forms.set(one.name.text, literals(one.initializer)?.[0])
    }
    const other = forms.get('other')
    if (other && forms.get('one')) yield { node: call, key: other, english: other, plural: true }
    else yield { node: call, fault: 'plural() needs { one: "…", other: "…" } as literals' }
    return
  }
  const found = literals(name === 'tAs' ? second : first)
  if (found) {
    const before = name === 'tAs' ? `${first.text}|` : ''
    for (const text of found) yield { node: call, key: before + text, english: text, plural: false }
  }
}

/** Texts that a source says: `{ node, key, english, plural }`, or `{ node, fault }`. */
export function said(source) {
  const names = imported(source)
  const found = []
  if (names.size === 0) return found
  walk(source, (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return
    if (names.has(node.expression.text)) found.push(...fromCall(node, node.expression.text))
  })
  return found
}
