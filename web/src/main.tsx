import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './ui/main.css'
import { App } from './app'
import { reloadForNewVersion } from './new-version'

reloadForNewVersion()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
