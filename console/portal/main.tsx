// Starts the portal: the language, then the app.
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startLanguage } from '../src/app/language'
import { queries } from '../src/app/queries'
import { App } from './App'
import './portal.css'

await startLanguage({
  en: async () => {
    const [portal, names] = await Promise.all([import('./locales/en'), import('../src/locales/en/names')])
    return { portal: portal.default, translation: { names: names.default } }
  },
  'zh-CN': async () => {
    const [portal, names] = await Promise.all([import('./locales/zh-CN'), import('../src/locales/zh-CN/names')])
    return { portal: portal.default, translation: { names: names.default } }
  },
})
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
