// The API as its contract has it: paths, parameters and answers are typed by
// openapi.yaml. A refusal is thrown as a Problem.
import createClient from 'openapi-fetch'
import { language } from '../app/language'
import { Problem } from './problem'
import type { components, paths } from './schema.gen'

export type Schemas = components['schemas']

/** Called when the session is over, wherever that is noticed. */
export const session = new EventTarget()

// Lists come as tables for files too; the pages read JSON only. The contract has
// several values of one parameter with commas between them.
export const client = createClient<paths, 'application/json'>({
  baseUrl: '',
  querySerializer: { array: { style: 'form', explode: false } },
})

client.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', language())
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
      request.headers.set('Idempotency-Key', newKey())
    }
    return request
  },
})

/** Names one thing that a person does. Sending it again with the key does it once. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Waits for the answer and returns its body, or throws the Problem. */
export async function answer<T>(asked: Promise<Answer<T>>): Promise<T> {
  let got: Answer<T>
  try {
    got = await asked
  } catch (error) {
    throw new Problem(0, { detail: error instanceof Error ? error.message : String(error) })
  }
  if (got.response.ok) return got.data as T
  const problem = problemOf(got)
  if (problem.status === 401) session.dispatchEvent(new Event('over'))
  throw problem
}

function problemOf({ error, response }: Answer<unknown>) {
  const after = Number(response.headers.get('Retry-After')) || undefined
  return new Problem(response.status, typeof error === 'object' && error ? error : {}, after)
}

/**
 * Sends what somebody decided, and again under the same key while nobody
 * answers, so that a lost answer does nothing twice.
 */
export async function decide<T>(send: (key: string) => Promise<Answer<T>>, tries = 3): Promise<T> {
  const key = newKey()
  for (let attempt = 1; ; attempt++) {
    try {
      return await answer(send(key))
    } catch (error) {
      const problem = error as Problem
      if (!problem.temporary || attempt === tries) throw problem
      await new Promise((wake) => setTimeout(wake, (problem.retryAfter ?? attempt) * 1000))
    }
  }
}
