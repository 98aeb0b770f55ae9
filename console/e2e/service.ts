// Starts `backhaul dev` once for all tests: everything of its own, on free
// ports, in a folder that is removed afterwards.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = new URL('../..', import.meta.url).pathname

/** Where the service is and who may use it; set for the workers, which inherit it. */
export interface Service {
  base: string
  password: string
  tokens: Record<string, string>
}

export function service(): Service {
  const text = process.env.BACKHAUL_E2E
  if (!text) throw new Error('the tests run through `make test-console`, which starts the service')
  return JSON.parse(text) as Service
}

export default async function start() {
  if (process.env.BACKHAUL_E2E) return // a service that runs already, for those who write pages and tests
  const data = mkdtempSync(join(tmpdir(), 'backhaul-console-'))
  const free = ['HTTP_ADDR', 'SMTP_ADDR', 'FAKEPSP_ADDR', 'FAKECARRIER_ADDR'].map((name) => [`BACKHAUL_${name}`, '127.0.0.1:0'])
  const ports = ['POSTGRES', 'TEMPORAL', 'TEMPORAL_UI'].map((name) => [`BACKHAUL_${name}_PORT`, '0'])
  const dev = spawn(join(root, 'bin/backhaul'), ['dev'], {
    cwd: root,
    env: {
      ...process.env, ...Object.fromEntries([...free, ...ports]),
      BACKHAUL_DEVSTACK: join(root, 'bin/devstack'), BACKHAUL_DATA_DIR: data, BACKHAUL_SAMPLE: 'none',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const base = await ready(dev)
  process.env.BACKHAUL_E2E = JSON.stringify({
    base,
    password: readFileSync(join(data, 'dev-password'), 'utf8').trim(),
    tokens: JSON.parse(readFileSync(join(data, 'dev-tokens.json'), 'utf8')),
  } satisfies Service)
  return async () => {
    await stopped(dev)
    rmSync(data, { recursive: true, force: true })
  }
}

/** Waits until dev says that it is ready, and where the console is. */
function ready(dev: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((found, failed) => {
    const late = setTimeout(() => failed(new Error(`backhaul dev was not ready after three minutes:\n${said}`)), 180_000)
    const hear = (text: Buffer) => {
      said += text.toString()
      const base = /Console +(http\S+)/.exec(said)?.[1]
      if (!base || !said.includes('Ctrl-C stops everything')) return
      clearTimeout(late)
      found(base)
    }
    dev.stdout?.on('data', hear)
    dev.stderr?.on('data', hear)
    dev.on('error', failed)
    dev.on('exit', (code) => failed(new Error(`backhaul dev ended with ${code}:\n${said}`)))
  })
}

function stopped(dev: ChildProcess) {
  return new Promise<void>((gone) => {
    dev.removeAllListeners('exit')
    dev.on('exit', () => gone())
    dev.kill('SIGINT')
  })
}
