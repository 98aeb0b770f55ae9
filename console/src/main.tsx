// Starts the console: first the language, so that nothing flickers, then the app.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { startLanguage } from './app/language'
import './app/app.css'

await startLanguage({
  en: async () => ({ translation: (await import('./locales/en')).default }),
  'zh-CN': async () => ({ translation: (await import('./locales/zh-CN')).default }),
})
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
