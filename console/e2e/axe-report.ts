// Says at the end what axe looked at and what it found.
import type { Reporter, TestCase } from '@playwright/test/reporter'

interface Look {
  name: string
  passes: number
  findings: string[]
}

export default class AxeReport implements Reporter {
  private readonly looks: Look[] = []

  printsToStdio() {
    return false
  }

  onTestEnd(test: TestCase) {
    for (const { type, description } of test.annotations.concat(test.results.flatMap((each) => each.annotations ?? []))) {
      if (type !== 'axe' || !description) continue
      const look = JSON.parse(description) as Look
      if (!this.looks.some(({ name }) => name === look.name)) this.looks.push(look)
    }
  }

  onEnd() {
    if (this.looks.length === 0) return
    const rules = this.looks.reduce((sum, { passes }) => sum + passes, 0)
    const marked = this.looks.filter(({ findings }) => findings.length > 0)
    console.log(`axe: ${this.looks.length} pages and states, ${rules} rules passed, ${marked.length} with a finding`)
    for (const { name, findings } of marked) console.log(`  ${name}: ${findings.join(', ')}`)
  }
}
