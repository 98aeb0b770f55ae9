// Refunds to decide and to pay. What is shown stands in the address, and can be
// taken along as a table for the bank.
import { useQueryClient } from '@tanstack/react-query'
import { Button, Empty, Input, Segmented, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { tasksPage, type Task, type TaskFilter } from '../../api/refunds'
import { useMay } from '../../app/session'
import { useFilter } from '../../parts/address'
import { Download } from '../../parts/Download'
import { LongRows } from '../../parts/LongRows'
import { useName } from '../../parts/name'
import { rmaWidth } from '../../parts/Rows'
import { Amount, When } from '../../parts/Words'
import { RefundDialog } from './RefundDialog'
import { choices, troubles } from './choices'

const tones: Record<Task['state'], string> = {
  awaiting_finance: 'waits', submitted: 'moves', settled: 'done', failed_retryable: 'ended', failed_final: 'ended', manual_payout: 'waits', late_failed: 'ended', rejected: 'over',
}

const size = 100

export function Page() {
  const { t } = useTranslation()
  const [filter, change] = useFilter(['status', 'return'] as const, { status: 'open' })
  const status = filter.status === 'closed' || filter.status === 'all' ? filter.status : 'open'
  const asked: TaskFilter = { limit: size, return: filter.return, ...(status !== 'all' && { status }) }
  const queries = useQueryClient()
  const mayDecide = useMay('decideRefund')
  const mayReconcile = useMay('reconcileRefunds')
  const [shown, setShown] = useState<Task>()
  return (
    <>
      <header className="page-head">
        <h1>{t('finance.title')}</h1>
        <Segmented value={status} onChange={(chosen) => change({ status: chosen })} options={(['open', 'closed', 'all'] as const).map((value) => ({ value, label: t(`finance.views.${value}`) }))} />
        <Input.Search aria-label={t('finance.searchLabel')} placeholder={t('finance.search')} allowClear defaultValue={filter.return} onSearch={(text) => change({ return: text.trim() })} className="page-search" />
        <span className="grow" />
        {mayReconcile && <Link to="/finance/reconcile">{t('finance.reconcile')}</Link>}
        <Download path="/v1/refund-tasks" filter={{ return: filter.return, ...(status !== 'all' && { status }) }} />
      </header>
      <LongRows<Task>
        key={JSON.stringify(asked)} label={t('finance.title')} ask={tasksPage(asked)} size={size} lines={2}
        empty={<Empty description={<><b>{t('finance.empty')}</b><br />{t('finance.emptyHint')}</>} />}
        columns={[
          { title: t('returns.columns.rma'), width: rmaWidth, show: (task) => <Link className="rma" to={`/returns/${task.rma_number}`}>{task.rma_number}</Link> },
          { title: t('returns.columns.order'), width: 130, show: (task) => <Link to={`/orders/${encodeURIComponent(task.order_number)}`}>{task.order_number}</Link> },
          { title: t('finance.columns.amount'), width: 110, number: true, show: (task) => <b><Amount money={task.amount} /></b> },
          { title: t('finance.columns.state'), width: 170, show: (task) => <StateOf task={task} /> },
          { title: t('finance.columns.since'), width: 110, show: (task) => <When at={task.created_at} span /> },
          { title: t('finance.columns.reference'), show: (task) => <ReferenceOf task={task} /> },
          { title: t('finance.columns.decide'), width: 100, show: (task) => mayDecide && !task.replaced && choices(task).length > 0 && <Button size="small" aria-label={t('finance.decideOn', { rma: task.rma_number })} onClick={() => setShown(task)}>{t('finance.decide')}</Button> },
        ]}
      />
      {shown && <RefundDialog task={shown} close={() => setShown(undefined)} refresh={() => void queries.invalidateQueries({ queryKey: ['refund-tasks'] })} />}
    </>
  )
}

function StateOf({ task }: { task: Task }) {
  const { t } = useTranslation()
  const name = useName()
  return (
    <>
      <Tag className={`tone tone-${tones[task.state]}`}>{name('refund', task.state)}</Tag>
      {task.replaced ? <div className="secondary">{t('finance.replaced')}</div> : task.by_hand && <div className="secondary">{t('finance.byHand')}</div>}
    </>
  )
}

/** The payment's reference, or in its place what has to be known before there is one. A row may hold no more; the title has all of it. */
function ReferenceOf({ task }: { task: Task }) {
  const { t } = useTranslation()
  const { first_approved_by: first } = task
  const bad = troubles(task)
  const second = first && !task.approved_by && t('finance.second', { name: first.name || first.id })
  const words = [...(second ? [second] : []), ...bad, ...(bad.length === 0 ? [task.reference || task.note] : [])].filter(Boolean).join(' ')
  return <span title={words} className={`long-text ${bad.length > 0 ? 'bad' : second ? 'warn' : ''}`}>{words}</span>
}
