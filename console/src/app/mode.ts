import { createContext, use } from 'react'
import type { Mode } from './theme'

/** Whether the page is dark, and how to change that. */
export const ModeContext = createContext<{ mode: Mode; toggle: () => void }>({ mode: 'light', toggle: () => {} })

export const useMode = () => use(ModeContext)
