import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './ui/main.css'
import { App } from './app'
import { startLanguage } from './i18n/language'
import { reloadForNewVersion } from './new-version'

reloadForNewVersion()

const root = document.getElementById('root')
if (root) {
  startLanguage().then(() =>
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  )
}
