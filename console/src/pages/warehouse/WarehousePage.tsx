// The bench of the warehouse: scan or type what stands on the parcel, count what
// is in it, then say of each line in what condition it is and where it goes. A
// hand scanner types and presses Enter, so the input has the cursor.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Alert, Button, Empty, Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { asProblem } from '../../api/problem'
import { returnQuery, returnsQuery, type Return } from '../../api/returns'
import { useFilter } from '../../parts/address'
import { Loading } from '../../parts/Loading'
import { Photos } from '../../parts/Photos'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows } from '../../parts/Rows'
import { Deadline, StatusTag } from '../../parts/Words'
import { Counting } from './Counting'
import { Inspecting } from './Inspecting'
import { rmaOf } from './scan'
import './warehouse.css'

export function Page() {
  const { t } = useTranslation()
  const [filter, change] = useFilter(['rma'] as const)
  const scanner = useRef<InputRef>(null)
  const [typed, setTyped] = useState('')
  const ready = () => scanner.current?.focus()
  useEffect(ready, [filter.rma])
  const scan = () => {
    const rma = rmaOf(typed)
    if (rma) change({ rma })
    setTyped('')
  }
  return (
    <div className="bench">
      <header className="page-head">
        <h1>{t('warehouse.title')}</h1>
        <Input
          ref={scanner} size="large" className="bench-scan" aria-label={t('warehouse.scan')} placeholder={t('warehouse.scan')} autoComplete="off" spellCheck={false}
          value={typed} onChange={(event) => setTyped(event.target.value)} onPressEnter={scan}
        />
        {filter.rma && <Button size="large" onClick={() => change({ rma: undefined })}>{t('warehouse.next')}</Button>}
      </header>
      {filter.rma ? <Bench key={filter.rma} rma={filter.rma} /> : <Expected choose={(rma) => change({ rma })} />}
    </div>
  )
}

function Bench({ rma }: { rma: string }) {
  const { t } = useTranslation()
  const { data: ret, error, refetch } = useQuery(returnQuery(rma))
  if (error && !ret) {
    return asProblem(error).status === 404
      ? <Alert role="alert" type="error" showIcon title={t('warehouse.unknown', { rma })} description={t('warehouse.unknownHint')} />
      : <ProblemNotice error={error} again={() => void refetch()} />
  }
  if (!ret) return <Loading />
  const counts = ret.allowed_actions.includes('receive')
  const inspects = ret.allowed_actions.includes('inspect')
  return (
    <>
      <div className="bench-head">
        <Link to={`/returns/${ret.rma_number}`} className="rma">{ret.rma_number}</Link> <StatusTag status={ret.status} />
        <span>{ret.customer_name} · {ret.order_number}</span>
      </div>
      {ret.attention && <Alert type="warning" showIcon title={t('returns.attention')} description={ret.attention} className="gap-below" />}
      {ret.note && <blockquote>{ret.note}</blockquote>}
      {ret.evidence.length > 0 && <Photos photos={ret.evidence} />}
      {inspects && <Inspecting key={`i${ret.updated_at}`} ret={ret} />}
      {counts && <Counting key={`c${ret.updated_at}`} ret={ret} />}
      {!counts && !inspects && <Alert type="info" showIcon title={t('warehouse.nothing')} description={ret.explanation ?? undefined} />}
    </>
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
