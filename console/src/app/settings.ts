/** What the server tells the page before anybody has signed in; it stands in the page itself. */
export interface Settings {
  temporal_ui: string
  provider: string
  local_users: boolean
  /** Whether the browser came with a session's cookie. */
  signed_in: boolean
  dev_users: { login: string; role: string; password: string }[]
}

function read(): Settings {
  const none: Settings = { temporal_ui: '', provider: '', local_users: true, signed_in: true, dev_users: [] }
  try {
    const text = document.querySelector<HTMLMetaElement>('meta[name=settings]')?.content ?? ''
    return { ...none, ...(JSON.parse(text) as Partial<Settings>) }
  } catch {
    return none // Vite's own server does not fill it in
  }
}

export const settings = read()
