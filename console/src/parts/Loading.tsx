import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'

/** Something is on its way. */
export function Loading({ page }: { page?: boolean }) {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('app.loading')} className={page ? 'loading-page' : undefined}>
      <Skeleton active title={false} paragraph={{ rows: page ? 8 : 4 }} />
    </div>
  )
}
