import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// A page is fetched when it is opened, and a busy machine takes its time: only a test that fails waits so long.
configure({ asyncUtilTimeout: 15_000 })

/** jsdom lays nothing out: nothing ever gets another size. */
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
}

afterEach(() => {
  cleanup()
  localStorage.clear()
})
