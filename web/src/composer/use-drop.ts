import { useEffect, useRef, useState } from 'react'

/**
 * Files that are dragged over the page. They are taken on the zone only; beside it a drop does nothing, where the browser
 * would leave the page for the file.
 */
export function useDrop(
  zone: { current: HTMLElement | null },
  isOpen: boolean,
  take: (files: File[]) => void,
) {
  const [isOver, setOver] = useState(false)
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    const over = new AbortController()
    const { signal } = over
    const isHere = (event: DragEvent) =>
      isOpen && event.target instanceof Node && Boolean(zone.current?.contains(event.target))
    const move = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      event.dataTransfer.dropEffect = isHere(event) ? 'copy' : 'none'
      setOver(isHere(event))
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setOver(false)
      if (isHere(event)) latest.current(filesOf(event.dataTransfer))
    }
    window.addEventListener('dragenter', move, { signal })
    window.addEventListener('dragover', move, { signal })
    window.addEventListener('dragleave', leave, { signal })
    window.addEventListener('dragend', () => setOver(false), { signal })
    window.addEventListener('drop', drop, { signal })
    return () => over.abort()
  }, [zone, isOpen])
  return isOver
}

/** A folder comes as an empty file, so that it is refused with the same words. */
function filesOf(data: DataTransfer): File[] {
  return [...data.items]
    .filter((item) => item.kind === 'file')
    .flatMap((item) => {
      const isFolder = item.webkitGetAsEntry?.()?.isDirectory
      const file = item.getAsFile()
      if (!file) return []
      return isFolder ? [new File([], file.name)] : [file]
    })
}
