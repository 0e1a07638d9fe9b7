import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// A page is fetched when it is opened, and a busy machine takes its time.
configure({ asyncUtilTimeout: 4_000 })

afterEach(() => {
  cleanup()
  localStorage.clear()
})
