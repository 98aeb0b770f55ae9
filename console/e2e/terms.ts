// Returns under terms of their own. The active policy is everybody's, so that one
// test at a time changes it, and only until its return is open.
import { mkdirSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call } from './api'
import { service } from './service'

const pause = (ms: number) => new Promise((wake) => setTimeout(wake, ms))

async function alone<T>(work: () => Promise<T>): Promise<T> {
  const lock = join(tmpdir(), `backhaul-terms-${new URL(service().base).port}`)
  for (const give = Date.now() + 30_000; ; await pause(50)) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (Date.now() > give) throw error
    }
  }
  try {
    return await work()
  } finally {
    rmdirSync(lock)
  }
}

interface Version { active: boolean; version: number; terms: object }

/** Opens something while the active terms, with changes, are in force under a name of their own. */
export const underTerms = <T>(name: string, changes: object, open: () => Promise<T>) => alone(async () => {
  const { items } = await call<{ items: { id: string; active_version: number | null }[] }>('admin', 'GET', '/policies')
  const usual = items.find(({ active_version }) => active_version)!
  const { items: versions } = await call<{ items: Version[] }>('admin', 'GET', `/policies/${usual.id}`)
  const { terms } = versions.find(({ active }) => active)!
  const own = await call<Version>('admin', 'POST', '/policies', { id: name, terms: { ...terms, ...changes } })
  await call('admin', 'POST', `/policies/${name}/activate`, { version: own.version })
  try {
    return await open()
  } finally {
    await call('admin', 'POST', `/policies/${usual.id}/activate`, { version: usual.active_version })
  }
})
