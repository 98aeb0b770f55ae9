// The warehouse: scan or type what stands on the parcel, and work on it at the
// bench (Bench.tsx); or see what is expected. A hand scanner types and presses
// Enter, so the input has the cursor, and gets it back when no field needs it.
import { CameraOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Empty, Input, type InputRef } from 'antd'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { returnsQuery, type Return } from '../../api/returns'
import { useFilter } from '../../parts/address'
import { Loading } from '../../parts/Loading'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows } from '../../parts/Rows'
import { Deadline, StatusTag } from '../../parts/Words'
import { useCursor } from './cursor'
import { rmaOf } from './scan'
import { Waiting } from './Waiting'
import './warehouse.css'

const bench = () => import('./Bench').then((module) => ({ default: module.Bench }))
const Bench = lazy(bench)
const Camera = lazy(() => import('./Camera').then((module) => ({ default: module.Camera })))

export function Page() {
  const { t } = useTranslation()
  const [filter, change] = useFilter(['rma'] as const)
  const scanner = useRef<InputRef>(null)
  const [typed, setTyped] = useState('')
  const [looking, setLooking] = useState(false)
  useEffect(() => scanner.current?.focus(), [filter.rma])
  useCursor(scanner)
  // While people still look for the parcel; what failed is asked for again when it is needed.
  useEffect(() => void bench().catch(() => undefined), [])
  const scan = (code: string) => {
    const rma = rmaOf(code)
    if (rma) change({ rma })
    setTyped('')
    setLooking(false)
  }
  return (
    <div className="bench">
      <header className="page-head">
        <h1>{t('warehouse.title')}</h1>
        <Input
          ref={scanner} size="large" className="bench-scan" aria-label={t('warehouse.scan')} placeholder={t('warehouse.scan')} autoComplete="off" spellCheck={false}
          value={typed} onChange={(event) => setTyped(event.target.value)} onPressEnter={() => scan(typed)}
        />
        <Button size="large" icon={<CameraOutlined aria-hidden />} onClick={() => setLooking(true)}>{t('warehouse.camera')}</Button>
        {filter.rma && <Button size="large" onClick={() => change({ rma: undefined })}>{t('warehouse.next')}</Button>}
      </header>
      <Waiting />
      {looking && <Suspense><Camera found={scan} close={() => setLooking(false)} /></Suspense>}
      {filter.rma ? <Suspense fallback={<Loading />}><Bench key={filter.rma} rma={filter.rma} /></Suspense> : <Expected choose={(rma) => change({ rma })} />}
    </div>
  )
}

/** What is on its way or waits for inspection. */
function Expected({ choose }: { choose: (rma: string) => void }) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(returnsQuery({ status: ['pickup_scheduled', 'in_transit', 'received'], sort: 'deadline', limit: 50 }))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <h2>{t('warehouse.expected')}</h2>
      <ProblemNotice error={list.error} again={() => void list.refetch()} />
      <Rows<Return>
        label={t('warehouse.expected')} items={items} keyOf={(ret) => ret.id} loading={list.isPending}
        empty={<Empty description={<><b>{t('warehouse.empty')}</b><br />{t('warehouse.emptyHint')}</>} />}
        columns={[
          { title: t('returns.columns.rma'), show: (ret) => <Button size="large" className="rma" onClick={() => choose(ret.rma_number)}>{ret.rma_number}</Button> },
          { title: t('returns.columns.status'), show: (ret) => <StatusTag status={ret.status} /> },
          { title: t('returns.line.item'), show: (ret) => ret.lines.map((line) => `${line.approved_quantity} × ${line.sku}`).join(', ') },
          { title: t('warehouse.parcel'), show: (ret) => ret.shipments.map((parcel) => parcel.tracking_number).join(', ') },
          { title: t('returns.columns.deadline'), show: (ret) => ret.deadline && <Deadline at={ret.deadline} then={ret.then} /> },
        ]}
      />
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app.form.loadMore')}</Button></p>}
    </>
  )
}
