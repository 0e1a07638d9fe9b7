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
