import { readFileSync } from 'node:fs'
import ts from 'typescript'

export function parse(path, text = readFileSync(path, 'utf8')) {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind)
}

/** Calls `visit` for each node; children are left out where it returns false. */
export function walk(node, visit) {
  if (visit(node) === false) return
  ts.forEachChild(node, (child) => walk(child, visit))
}
