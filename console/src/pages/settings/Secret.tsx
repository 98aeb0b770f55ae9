// A secret that the service shows once and does not keep.
import { Alert, Typography } from 'antd'
import { useTranslation } from 'react-i18next'

export function Secret({ title, secret, close }: { title: string; secret: string; close: () => void }) {
  const { t } = useTranslation()
  return (
    <Alert
      type="success" showIcon closable={{ onClose: close, 'aria-label': t('app.form.close') }} className="gap-below settings-secret" title={title}
      description={<><Typography.Text code copyable={{ text: secret }}>{secret}</Typography.Text><div>{t('settings.onlyNow')}</div></>}
    />
  )
}
