const WAIT_MS = 600
const GRACE_MS = 120
/** So soon after one word the next comes without waiting. */
const WARM_MS = 400

export interface Tip {
  of: HTMLElement
  text: string
  keys: string | undefined
  side: 'top' | 'bottom'
}

/** Listens on the whole page for what carries a word, and says which word is to be seen. */
export class TipWatch {
  #show: (tip: Tip | null) => void
  #shown: HTMLElement | null = null
  #over: HTMLElement | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #hiddenAt = Number.NEGATIVE_INFINITY

  constructor(show: (tip: Tip | null) => void) {
    this.#show = show
  }

  start(): () => void {
    const over = new AbortController()
    const listen = <K extends keyof DocumentEventMap>(kind: K, run: (event: DocumentEventMap[K]) => void) =>
      document.addEventListener(kind, run, { signal: over.signal, capture: true, passive: true })
    listen('pointerover', (event) => event.pointerType !== 'touch' && this.#pointed(carrier(event.target)))
    listen('pointerdown', () => this.hide())
    listen('focusin', (event) => {
      const of = carrier(event.target)
      if (of && of === event.target && of.matches(':focus-visible')) this.#put(of)
    })
    listen('focusout', () => this.hide())
    listen('scroll', () => this.hide())
    listen('keydown', ({ key }) => (key === 'Escape' || key === 'Enter' || key === ' ') && this.hide())
    return () => {
      over.abort()
      this.hide()
    }
  }

  /** The pointer is on the word itself. */
  hold(): void {
    clearTimeout(this.#timer)
  }

  left(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.hide(), GRACE_MS)
  }

  hide(): void {
    clearTimeout(this.#timer)
    if (!this.#shown) return
    this.#shown = null
    this.#hiddenAt = performance.now()
    this.#show(null)
  }

  #pointed(of: HTMLElement | null): void {
    if (of === this.#over) return
    this.#over = of
    clearTimeout(this.#timer)
    if (!of) {
      if (this.#shown) this.left()
    } else if (this.#shown || performance.now() - this.#hiddenAt < WARM_MS) this.#put(of)
    else this.#timer = setTimeout(() => this.#put(of), WAIT_MS)
  }

  #put(of: HTMLElement): void {
    const { tip: text, tipKeys: keys, tipSide } = of.dataset
    // What it opens says more than its word, and stands where the word would.
    if (!text || !of.isConnected || of.getAttribute('aria-expanded') === 'true') return
    clearTimeout(this.#timer)
    this.#shown = of
    this.#show({ of, text, keys, side: tipSide === 'bottom' ? 'bottom' : 'top' })
  }
}

function carrier(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null
}
