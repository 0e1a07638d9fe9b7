import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// A page is fetched when it is opened, and a busy machine takes its time: only a test that fails waits so long.
configure({ asyncUtilTimeout: 15_000 })

afterEach(() => {
  cleanup()
  localStorage.clear()
})
