import { Alert } from 'antd'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useListening, useLive } from './live-state'

const watchNetwork = (watch: () => void) => {
  addEventListener('online', watch)
  addEventListener('offline', watch)
  return () => {
    removeEventListener('online', watch)
    removeEventListener('offline', watch)
  }
}

/** Says that what is shown may be old, while the network or the server is away. */
export function OfflineBanner() {
  const { t } = useTranslation()
  useListening()
  const network = useSyncExternalStore(watchNetwork, () => navigator.onLine)
  const live = useLive()
  if (network && live) return null
  return <Alert banner type="warning" role="status" title={t('app.offline.title')} description={t('app.offline.text')} />
}
