// Which steps of the first return are done; the browser remembers it.
const key = 'backhaul.guide'

/** The numbers of the steps, as the manual has them. */
export function doneSteps(): number[] {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? '[]') as unknown
    return Array.isArray(found) ? found.filter((each) => Number.isInteger(each)) : []
  } catch {
    return []
  }
}

export const keepDone = (steps: number[]) => localStorage.setItem(key, JSON.stringify([...new Set(steps)]))
