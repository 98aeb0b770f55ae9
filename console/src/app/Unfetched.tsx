// Stands in for a page that could not be fetched, inside the frame, so that the
// menu leads on. It gives way to the page as soon as the service is there again.
import { Button, Result } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** A reload brings the page, also of a newer build. Without the service it would bring nothing, so that is asked first. */
async function again() {
  const there = await fetch(location.pathname, { cache: 'no-store' }).catch(() => undefined)
  if (there?.ok) location.reload()
}

export function Unfetched() {
  const { t } = useTranslation()
  useEffect(() => {
    const back = () => void again()
    if (navigator.onLine) back()
    addEventListener('online', back)
    const often = setInterval(() => navigator.onLine && back(), 10_000)
    return () => {
      removeEventListener('online', back)
      clearInterval(often)
    }
  }, [])
  return (
    <Result
      status="warning"
      title={<h1 className="section-title">{t('app.unfetched.title')}</h1>}
      subTitle={t('app.unfetched.text')}
      extra={<Button type="primary" onClick={() => void again()}>{t('app.problem.again')}</Button>}
    />
  )
}
