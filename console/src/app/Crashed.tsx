import { Button, Result } from 'antd'
import { useTranslation } from 'react-i18next'

/** Stands in for a page that threw. A page of another build is gone from the server, and a reload brings the new one. */
export function Crashed() {
  const { t } = useTranslation()
  return (
    <Result
      status="500"
      title={<h1 className="section-title">{t('app.crashed.title')}</h1>}
      subTitle={t('app.crashed.text')}
      extra={<Button type="primary" onClick={() => location.reload()}>{t('app.crashed.reload')}</Button>}
    />
  )
}
