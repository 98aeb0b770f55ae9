// All batches, newest first, and the way to a new one.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Empty, Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { batchesQuery, type Batch, type BatchState } from '../../api/batches'
import { useMay } from '../../app/session'
import { useFilter } from '../../parts/address'
import { Download } from '../../parts/Download'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows } from '../../parts/Rows'
import { When } from '../../parts/Words'
import { BatchProgress, StateTag } from './BatchState'
import './texts'

const UploadDialog = lazy(async () => ({ default: (await import('./UploadDialog')).UploadDialog }))

const states: BatchState[] = ['running', 'paused', 'done', 'cancelled']

export function Page() {
  const { t } = useTranslation()
  const mayStart = useMay('createBatch')
  const [filter, change] = useFilter(['state'] as const)
  const [uploading, setUploading] = useState(false)
  const chosen = states.filter((state) => filter.state?.split(',').includes(state))
  const list = useInfiniteQuery(batchesQuery(chosen.length > 0 ? { state: chosen } : {}))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <header className="page-head">
        <h1>{t('batches.title')}</h1>
        <Select mode="multiple" aria-label={t('batches.state')} placeholder={t('batches.anyState')} className="page-select" allowClear value={chosen} onChange={(now: BatchState[]) => change({ state: now.join(',') })} options={states.map((value) => ({ value, label: t(`batches.states.${value}`) }))} />
        <span className="grow" />
        <Download path="/v1/batches" filter={filter} />
        {mayStart && <Button type="primary" onClick={() => setUploading(true)}>{t('batches.new')}</Button>}
      </header>
      <ProblemNotice error={list.error} again={() => void list.refetch()} />
      {!list.error && (
        <Rows<Batch>
          label={t('batches.title')} items={items} keyOf={(batch) => batch.id} loading={list.isPending}
          empty={<Empty description={<><b>{t('batches.empty')}</b><br />{t('batches.emptyHint')}</>}>{mayStart && <Link to="/orders"><Button>{t('app.menu.orders')}</Button></Link>}</Empty>}
          columns={[
            { title: t('batches.columns.name'), show: (batch) => <Link to={`/batches/${batch.id}`}>{batch.name || batch.id}</Link> },
            { title: t('batches.columns.state'), show: (batch) => <StateTag state={batch.state} /> },
            { title: t('batches.columns.progress'), show: (batch) => <BatchProgress batch={batch} /> },
            { title: t('batches.columns.by'), show: (batch) => batch.created_by.name || batch.created_by.id },
            { title: t('batches.columns.at'), show: (batch) => <When at={batch.created_at} /> },
          ]}
        />
      )}
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app.form.loadMore')}</Button></p>}
      <Suspense>{uploading && <UploadDialog close={() => setUploading(false)} />}</Suspense>
    </>
  )
}
