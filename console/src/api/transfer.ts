// Files on their way, with how far they are: up with fetch's older brother, which
// alone tells what was sent, and down piece by piece.
import { language } from '../app/language'
import { answer, decide } from './client'
import { Problem } from './problem'

export interface Sent {
  /** Bytes that have left, of how many. */
  sent: number
  total: number
  /** Rows that are taken already, as far as the service says so, and of how many where it knows. */
  done?: number
  of?: number
}

interface Upload {
  file: File | FormData
  /** Its media type; a form tells its own. */
  kind?: string
  progress: (sent: Sent) => void
  signal?: AbortSignal
}

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Sends a file as the body of a call, and again under the same key while nobody answers. */
export const upload = <T>(path: string, given: Upload) => decide<T>((key) => post(path, given, { 'Idempotency-Key': key }))

/** Sends a file to a call that answers with lines: how many rows are done, and in the end what came of them. */
export const uploadRows = <T>(path: string, given: Upload) => answer<T>(post(path, given, {}))

function post<T>(path: string, { file, kind, progress, signal }: Upload, headers: Record<string, string>): Promise<Answer<T>> {
  return new Promise((done, failed) => {
    const call = new XMLHttpRequest()
    call.open('POST', path)
    for (const [name, value] of Object.entries({ ...headers, ...(kind && { 'Content-Type': kind }), 'Accept-Language': language() })) call.setRequestHeader(name, value)
    const sent: Sent = { sent: 0, total: file instanceof File ? file.size : 0 }
    call.upload.onprogress = ({ loaded, total }) => progress({ ...Object.assign(sent, { sent: loaded, total }) }) // a new one, or nothing is drawn anew
    call.onprogress = () => {
      const said = lastOf(call.responseText.slice(0, call.responseText.lastIndexOf('\n'))) as { done?: number; total?: number } | undefined
      if (said?.done) progress({ ...sent, done: said.done, of: said.total || undefined })
    }
    call.onload = () => {
      const after = call.getResponseHeader('Retry-After')
      const response = new Response(null, { status: call.status, headers: after ? { 'Retry-After': after } : {} })
      const body = lastOf(call.responseText.trimEnd())
      done(response.ok ? { data: body as T, response } : { error: body, response })
    }
    call.onerror = () => failed(new TypeError('the connection was lost'))
    call.onabort = () => failed(new DOMException('given up', 'AbortError'))
    signal?.addEventListener('abort', () => call.abort())
    if (signal?.aborted) failed(new DOMException('given up', 'AbortError'))
    else call.send(file)
  })
}

/** The last line of JSON; nothing when a proxy answered in the service's place. */
function lastOf(text: string): unknown {
  try {
    return JSON.parse(text.slice(text.lastIndexOf('\n') + 1))
  } catch {
    return undefined
  }
}

export interface Received {
  bytes: number
  /** Lines so far; of a workbook nobody knows before it is opened. */
  lines: number
}

const newline = 10

/** Fetches a file, and tells every piece of it; the answer to a file where one is sent. */
export async function download(address: string, progress: (received: Received) => void, signal: AbortSignal, sent?: { file: File; kind: string }): Promise<{ name: string; file: Blob }> {
  let response: Response
  try {
    response = await fetch(address, {
      signal, ...(sent && { method: 'POST', body: sent.file }), headers: { 'Accept-Language': language(), ...(sent && { 'Content-Type': sent.kind }) },
    })
  } catch (error) {
    throw new Problem(0, { detail: String(error) })
  }
  if (!response.ok) throw new Problem(response.status, await response.json().catch(() => ({})) as object)
  const received = { bytes: 0, lines: 0 }
  const pieces: Uint8Array<ArrayBuffer>[] = []
  const reader = response.body!.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      pieces.push(value)
      received.bytes += value.length
      for (let at = value.indexOf(newline); at >= 0; at = value.indexOf(newline, at + 1)) received.lines++
      progress({ ...received })
    }
  } catch (error) {
    throw new Problem(0, { detail: String(error) })
  }
  const name = /filename="?([^";]+)"?/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'export'
  return { name, file: new Blob(pieces, { type: response.headers.get('Content-Type') ?? '' }) }
}

/** Hands a file to the browser to keep. */
export function save(name: string, file: Blob) {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
