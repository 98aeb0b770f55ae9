// All batches, newest first, and the way to a new one.
import { Button, Empty, Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { batchesPage, type Batch, type BatchState } from '../../api/batches'
import { useMay } from '../../app/session'
import { useFilter } from '../../parts/address'
import { Download } from '../../parts/Download'
import { LongRows } from '../../parts/LongRows'
import { When } from '../../parts/Words'
import { BatchProgress, StateTag } from './BatchState'
import './texts'

const UploadDialog = lazy(async () => ({ default: (await import('./UploadDialog')).UploadDialog }))

const size = 100
const states: BatchState[] = ['running', 'paused', 'done', 'cancelled']

export function Page() {
  const { t } = useTranslation()
  const mayStart = useMay('createBatch')
  const [filter, change] = useFilter(['state'] as const)
  const [uploading, setUploading] = useState(false)
  const chosen = states.filter((state) => filter.state?.split(',').includes(state))
  const asked = { limit: size, ...(chosen.length > 0 && { state: chosen }) }
  return (
    <>
      <header className="page-head">
        <h1>{t('batches.title')}</h1>
        <Select mode="multiple" aria-label={t('batches.state')} placeholder={t('batches.anyState')} className="page-select" allowClear value={chosen} onChange={(now: BatchState[]) => change({ state: now.join(',') })} options={states.map((value) => ({ value, label: t(`batches.states.${value}`) }))} />
        <span className="grow" />
        <Download path="/v1/batches" filter={filter} />
        {mayStart && <Button type="primary" onClick={() => setUploading(true)}>{t('batches.new')}</Button>}
      </header>
      <LongRows<Batch>
        key={chosen.join()} label={t('batches.title')} ask={batchesPage(asked)} size={size} lines={2}
        empty={<Empty description={<><b>{t('batches.empty')}</b><br />{t('batches.emptyHint')}</>}>{mayStart && <Link to="/orders"><Button>{t('app.menu.orders')}</Button></Link>}</Empty>}
        columns={[
          { title: t('batches.columns.name'), show: (batch) => <Link title={batch.name || batch.id} to={`/batches/${batch.id}`}>{batch.name || batch.id}</Link> },
          { title: t('batches.columns.state'), width: 130, show: (batch) => <StateTag state={batch.state} /> },
          { title: t('batches.columns.progress'), width: 360, show: (batch) => <BatchProgress batch={batch} /> },
          { title: t('batches.columns.by'), width: 150, show: (batch) => batch.created_by.name || batch.created_by.id },
          { title: t('batches.columns.at'), width: 160, show: (batch) => <When at={batch.created_at} /> },
        ]}
      />
      <Suspense>{uploading && <UploadDialog close={() => setUploading(false)} />}</Suspense>
    </>
  )
}
