/** The page to go back to, if it is one of ours: a link must not lead people to another site by way of ours. */
export function ownPath(to: string | null): string | null {
  if (!to?.startsWith('/') || /^\/[/\\]/.test(to)) return null
  const url = new URL(to, 'http://console.invalid')
  return url.host === 'console.invalid' && !url.pathname.startsWith('/sign-in') ? url.pathname + url.search : null
}
