import { Button, Result } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useName } from '../parts/name'
import { useSession } from './session'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Result
      status="404"
      title={<h1>{t('app.notFound.title')}</h1>}
      subTitle={t('app.notFound.text')}
      extra={<Link to="/"><Button type="primary">{t('app.notFound.home')}</Button></Link>}
    />
  )
}

export function Forbidden() {
  const { t } = useTranslation()
  const name = useName()
  const { user } = useSession()
  return (
    <Result
      status="403"
      title={<h1>{t('app.forbidden.title')}</h1>}
      subTitle={t('app.forbidden.text', { role: name('role', user.role) })}
      extra={<Link to="/"><Button type="primary">{t('app.notFound.home')}</Button></Link>}
    />
  )
}
