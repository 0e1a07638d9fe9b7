import { useLayoutEffect } from 'react'

/** As high as its text, also when the window gets another width; the style sheet says where it stops. */
export function useGrow(area: { current: HTMLTextAreaElement | null }, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows from the text
  useLayoutEffect(() => {
    const resize = () => {
      if (area.current) fitHeight(area.current)
    }
    resize()
    window.addEventListener('resize', resize)
    return () => window.removeEventListener('resize', resize)
  }, [area, text])
}

/** What is around it keeps its height meanwhile: else the timeline would grow for a moment and lose its place at the end. */
function fitHeight(element: HTMLTextAreaElement): void {
  const around = element.parentElement
  if (around) around.style.minHeight = `${around.offsetHeight}px`
  element.style.height = 'auto'
  element.style.height = `${element.scrollHeight}px`
  if (around) around.style.minHeight = ''
}
