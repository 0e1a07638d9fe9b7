import { useEffect } from 'react'

/** «API tokens · Chinwag» in the tab. Pass the unread mark as `mark`: «(3) Deploys · Chinwag». */
export function useTitle(title: string, mark = ''): void {
  useEffect(() => {
    document.title = `${mark ? `${mark} ` : ''}${title ? `${title} · ` : ''}Chinwag`
  }, [title, mark])
}
