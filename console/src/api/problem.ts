import type { components } from './schema.gen'

type Body = components['schemas']['Problem']

/** What the API refused or could not do, in words for the person who asked. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly fields: NonNullable<Body['errors']>
  readonly body: Partial<Body>
  /** Seconds after which the same call may succeed. */
  readonly retryAfter?: number

  constructor(status: number, body: Partial<Body>, retryAfter?: number) {
    super(body.detail ?? body.title ?? `HTTP ${status}`)
    this.name = 'Problem'
    this.status = status
    this.code = body.code ?? (status === 0 ? 'offline' : 'unreadable')
    this.title = body.title ?? ''
    this.fields = body.errors ?? []
    this.body = body
    this.retryAfter = retryAfter
  }

  /** Nobody answered: the network or the server is away. */
  get offline() {
    return this.status === 0
  }

  /** The same call may succeed later, and nothing was half done. */
  get temporary() {
    const { status, code } = this
    return status === 0 || status === 502 || status === 503 || status === 504 || status === 429 || code === 'request_in_progress'
  }

  /** Somebody else moved it first. */
  get overtaken() {
    return this.status === 409 && ['transition_not_allowed', 'conflict', 'content_changed'].includes(this.code)
  }

  /** The message about one field, by the end of its path. */
  field(name: string) {
    return this.fields.find((each) => each.field === name || each.field.endsWith(`.${name}`))?.message
  }
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem(0, { detail: error instanceof Error ? error.message : String(error) })
}
