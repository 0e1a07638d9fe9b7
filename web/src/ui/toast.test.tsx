import { act, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { Toasts, toast } from './toast'

vi.mock('./toast-layer', () => {
  throw new Error('away')
})

test('what is said while the part that draws toasts cannot be fetched is drawn without it', async () => {
  const undo = vi.fn()
  render(<Toasts />)
  act(() => toast('The connection is gone.', undo))
  expect(await screen.findByText('The connection is gone.')).toBeTruthy()
  act(() => screen.getByRole('button', { name: 'Undo' }).click())
  expect(undo).toHaveBeenCalledTimes(1)
  expect(screen.queryByText('The connection is gone.')).toBeNull()
})
