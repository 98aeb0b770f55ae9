// Refunds to decide and to pay. What is shown stands in the address, and can be
// taken along as a table for the bank.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Empty, Input, Segmented, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { tasksQuery, type Task, type TaskFilter } from '../../api/refunds'
import { useMay } from '../../app/session'
import { useFilter } from '../../parts/address'
import { Download } from '../../parts/Download'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows } from '../../parts/Rows'
import { Amount, When } from '../../parts/Words'
import { RefundDialog } from './RefundDialog'
import { choices } from './choices'

const tones: Record<Task['state'], string> = {
  awaiting_finance: 'waits', submitted: 'moves', settled: 'done', failed_retryable: 'ended', failed_final: 'ended', manual_payout: 'waits', late_failed: 'ended', rejected: 'over',
}

export function Page() {
  const { t } = useTranslation()
  const [filter, change] = useFilter(['status', 'return'] as const, { status: 'open' })
  const status = filter.status === 'closed' || filter.status === 'all' ? filter.status : 'open'
  const asked: TaskFilter = { limit: 50, return: filter.return, ...(status !== 'all' && { status }) }
  const list = useInfiniteQuery(tasksQuery(asked))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const mayDecide = useMay('decideRefund')
  const [shown, setShown] = useState<Task>()
  return (
    <>
      <header className="page-head">
        <h1>{t('finance.title')}</h1>
        <Segmented value={status} onChange={(chosen) => change({ status: chosen })} options={(['open', 'closed', 'all'] as const).map((value) => ({ value, label: t(`finance.views.${value}`) }))} />
        <Input.Search aria-label={t('finance.searchLabel')} placeholder={t('finance.search')} allowClear defaultValue={filter.return} onSearch={(text) => change({ return: text.trim() })} className="page-search" />
        <span className="grow" />
        <Download path="/v1/refund-tasks" filter={{ return: filter.return, ...(status !== 'all' && { status }) }} />
      </header>
      <ProblemNotice error={list.error} again={() => void list.refetch()} />
      <Rows<Task>
        label={t('finance.title')} items={items} keyOf={(task) => task.id} loading={list.isPending}
        empty={<Empty description={<><b>{t('finance.empty')}</b><br />{t('finance.emptyHint')}</>} />}
        columns={[
          { title: t('returns.columns.rma'), show: (task) => <Link className="rma" to={`/returns/${task.rma_number}`}>{task.rma_number}</Link> },
          { title: t('returns.columns.order'), show: (task) => <Link to={`/orders/${encodeURIComponent(task.order_number)}`}>{task.order_number}</Link> },
          { title: t('finance.columns.amount'), number: true, show: (task) => <b><Amount money={task.amount} /></b> },
          { title: t('finance.columns.state'), show: (task) => <StateOf task={task} /> },
          { title: t('finance.columns.since'), show: (task) => <When at={task.created_at} span /> },
          { title: t('finance.columns.reference'), show: (task) => task.reference || task.note },
          { title: t('finance.columns.decide'), show: (task) => mayDecide && !task.replaced && choices(task).length > 0 && <Button aria-label={t('finance.decideOn', { rma: task.rma_number })} onClick={() => setShown(task)}>{t('finance.decide')}</Button> },
        ]}
      />
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app.form.loadMore')}</Button></p>}
      {shown && <RefundDialog task={shown} close={() => setShown(undefined)} refresh={() => void list.refetch()} />}
    </>
  )
}

function StateOf({ task }: { task: Task }) {
  const { t } = useTranslation()
  const name = useName()
  return (
    <>
      <Tag className={`tone tone-${tones[task.state]}`}>{name('refund', task.state)}</Tag>
      {task.by_hand && <span className="secondary">{t('finance.byHand')} </span>}
      {task.first_approved_by && !task.approved_by && <div className="warn">{t('finance.second', { name: task.first_approved_by.name || task.first_approved_by.id })}</div>}
      {task.doubt && <div className="bad">{task.doubt}</div>}
      {[...new Set(task.parts.filter(({ state }) => state === 'failed').map(({ reason }) => reason))].map((reason) => reason && <div key={reason} className="bad">{reason}</div>)}
    </>
  )
}
