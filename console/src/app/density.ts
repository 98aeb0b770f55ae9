// How close things stand together, which everybody chooses in their browser. How high
// rows are is said here alone: LongRows counts with it and tells it to its style sheet.
import { createContext, use } from 'react'

export type Density = 'roomy' | 'compact'
const key = 'backhaul.density'

export const firstDensity = (): Density => (localStorage.getItem(key) === 'compact' ? 'compact' : 'roomy')
export const keepDensity = (density: Density) => localStorage.setItem(key, density)

/** In pixels: a row of one line, and what each further line adds. */
const heights: Record<Density, { row: number; line: number }> = { roomy: { row: 38, line: 22 }, compact: { row: 28, line: 18 } }

/** How high a row of so many lines is, how high the one of headings, and how far apart lines are. */
export function heightsOf(density: Density, lines: number) {
  const { row, line } = heights[density]
  return { row: row + (lines - 1) * line, head: row, line }
}

export const DensityContext = createContext<{ density: Density; toggle: () => void }>({ density: 'roomy', toggle: () => {} })
export const useDensity = () => use(DensityContext)
