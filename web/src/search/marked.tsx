import type { Span } from './model'
import { piecesOf } from './spans'

/** A text with what was found marked. */
export function Marked({ text, spans, longest }: { text: string; spans: readonly Span[]; longest?: number }) {
  return (
    <span translate="no">
      {piecesOf(text, spans, longest).map((piece) =>
        piece.isMarked ? <mark key={piece.at}>{piece.text}</mark> : piece.text,
      )}
    </span>
  )
}
