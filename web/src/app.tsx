import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Route, Switch } from 'wouter'
import { retryDelay, shouldRetry } from './api/retry'
import { NotFound } from './not-found'
import { SignedInOnly } from './session/gate'
import { Toasts, TooltipProvider } from './ui'
import { Boundary } from './ui/boundary'

const Chat = lazy(async () => ({ default: (await import('./chat/chat')).Chat }))

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: shouldRetry, retryDelay, staleTime: 30_000 },
      mutations: { retry: false },
    },
  })
}

export function App() {
  const [queries] = useState(makeQueryClient)
  return (
    <Boundary>
      <QueryClientProvider client={queries}>
        <TooltipProvider>
          <Suspense fallback={null}>
            <Switch>
              <Route path="/">{chat}</Route>
              <Route path="/room/:id">{chat}</Route>
              <Route path="/chat/:id">{chat}</Route>
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </Suspense>
          <Toasts />
        </TooltipProvider>
      </QueryClientProvider>
    </Boundary>
  )
}

const chat = (
  <SignedInOnly>
    <Chat />
  </SignedInOnly>
)
