// What came of a reconciliation: sums by currency and outcome, every row, and the
// same as a table.
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Empty, Select, Tag } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { saveTable, type Compared, type Item, type Outcome, type Reconciliation } from '../../api/reconcile'
import { useFormat } from '../../parts/format'
import { LongRows } from '../../parts/LongRows'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows, type Column } from '../../parts/Rows'
import { Amount } from '../../parts/Words'

const tones: Record<Outcome, string> = { matched: 'done', amount_differs: 'ended', paid_twice: 'ended', only_in_file: 'ended', only_here: 'waits', pending_here: 'waits' }
const outcomes = Object.keys(tones) as Outcome[]
const size = 100

type Shown = Outcome | 'attention' | 'everything'

export default function Reconciled({ report, given }: { report: Reconciliation; given: Compared }) {
  const { t } = useTranslation()
  const { number, calendarDay } = useFormat()
  const id = useId()
  const [shown, show] = useState<Shown>(report.items.some(({ outcome }) => outcome !== 'matched') ? 'attention' : 'everything')
  const saving = useMutation({ mutationFn: (format: 'csv' | 'xlsx') => saveTable(given, format, new AbortController().signal) })
  const columns = useColumns()
  const items = report.items.filter(({ outcome }) => shown === 'everything' || outcome === shown || (shown === 'attention' && outcome !== 'matched'))
  const counts = new Map(outcomes.map((outcome) => [outcome, report.totals.reduce((sum, total) => sum + (total.outcome === outcome ? total.count : 0), 0)]))
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const well = all > 0 && counts.get('matched') === all && report.rejected_count === 0
  const choice: [Shown, string, number][] = [
    ['attention', t('reconcile.attention'), all - counts.get('matched')!], ['everything', t('reconcile.everything'), all],
    ...outcomes.map((outcome): [Shown, string, number] => [outcome, t(`reconcile.outcomes.${outcome}`), counts.get(outcome)!]),
  ]
  // What is here already is handed out as if it came page by page.
  const ask = (cursor: string | undefined) => ({
    queryKey: ['reconciliation', id, shown, cursor],
    queryFn: () => {
      const start = Number(cursor ?? 0)
      return Promise.resolve({ items: items.slice(start, start + size), next_cursor: start + size < items.length ? String(start + size) : null })
    },
  })
  return (
    <section aria-label={t('reconcile.result')}>
      <h2 className="section-title">{t('reconcile.result')}</h2>
      <p role="status">
        {t('reconcile.summary', { rows: number(report.rows), bad: number(report.rejected_count), from: calendarDay(report.from), to: calendarDay(new Date(Date.parse(report.before) - 1).toISOString()) })}
      </p>
      {well && <Alert type="success" showIcon title={t('reconcile.allWell')} className="gap-below" />}
      <Rows
        label={t('reconcile.totals')} items={report.totals} keyOf={({ currency, outcome }) => `${currency} ${outcome}`} loading={false} empty={null}
        columns={[
          { title: t('reconcile.outcome'), show: ({ outcome }) => <><OutcomeTag outcome={outcome} /> <span className="secondary">{t(`reconcile.means.${outcome}`)}</span></> },
          { title: t('reconcile.count'), number: true, show: ({ count }) => number(count) },
          { title: t('reconcile.inFile'), number: true, show: ({ in_file }) => <Amount money={in_file} /> },
          { title: t('reconcile.here'), number: true, show: ({ here }) => <Amount money={here} /> },
        ]}
      />
      <div className="page-head">
        <Select
          aria-label={t('reconcile.show')} value={shown} onChange={show} className="page-select"
          options={choice.map(([value, label, count]) => ({ value, label: `${label} (${number(count)})`, disabled: count === 0 && value !== 'attention' }))}
        />
        <span className="grow" />
        {(['csv', 'xlsx'] as const).map((format) => (
          <Button key={format} loading={saving.isPending && saving.variables === format} disabled={saving.isPending} onClick={() => saving.mutate(format)}>{t('reconcile.download', { format: t(`app.file.${format}`) })}</Button>
        ))}
      </div>
      {saving.isPending && <p role="status" className="secondary">{t('reconcile.preparing')}</p>}
      <ProblemNotice error={saving.error} />
      <LongRows<Item> key={shown} label={t('reconcile.list', { shown: choice.find(([value]) => value === shown)![1] })} ask={ask} size={size} lines={2} columns={columns} empty={<Empty description={t('reconcile.none')} />} />
      {report.items.length < all && <p className="secondary">{t('reconcile.more')}</p>}
      {report.rejected.length > 0 && (
        <>
          <h3 className="section-title">{t('reconcile.rejected')}</h3>
          <Rows
            label={t('reconcile.rejected')} items={report.rejected} keyOf={({ row, field }) => `${row} ${field ?? ''}`} loading={false} empty={null}
            columns={[
              { title: t('reconcile.row'), number: true, show: ({ row }) => number(row) },
              { title: t('reconcile.column'), show: ({ field }) => field && <b>{field}</b> },
              { title: t('reconcile.message'), show: ({ message }) => message },
            ]}
          />
        </>
      )}
    </section>
  )
}

function OutcomeTag({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation()
  return <Tag className={`tone tone-${tones[outcome]}`}>{t(`reconcile.outcomes.${outcome}`)}</Tag>
}

function useColumns(): Column<Item>[] {
  const { t } = useTranslation()
  const { number, day, calendarDay } = useFormat()
  return [
    { title: t('reconcile.outcome'), width: 130, show: ({ outcome }) => <OutcomeTag outcome={outcome} /> },
    { title: t('reconcile.row'), width: 60, number: true, show: ({ row }) => row !== null && number(row) },
    { title: t('reconcile.reference'), show: ({ reference, first_row: first }) => <span className="long-text" title={reference}>{reference} {first !== null && <span className="secondary">{t('reconcile.first', { row: number(first) })}</span>}</span> },
    { title: t('reconcile.inFile'), width: 100, number: true, show: ({ in_file }) => in_file && <Amount money={in_file} /> },
    { title: t('reconcile.here'), width: 100, number: true, show: ({ here }) => here && <Amount money={here} /> },
    { title: t('reconcile.paidInFile'), width: 120, show: ({ paid_at_in_file: at }) => at && calendarDay(at) },
    { title: t('reconcile.refund'), width: 260, show: ({ refunds }) => <RefundsOf refunds={refunds} said={({ state, paid_at }) => (paid_at ? day(paid_at) : t(`reconcile.states.${state}`))} /> },
  ]
}

/**
 * The returns that a reference stands for, each once: the number leads to it, and when it was paid, or how it
 * stands, to its task. A row has room for two.
 */
function RefundsOf({ refunds, said }: { refunds: Item['refunds']; said: (refund: Item['refunds'][number]) => string }) {
  const { t } = useTranslation()
  const each = [...new Map(refunds.map((refund) => [refund.return_id, refund])).values()]
  const more = each.length - 2
  return each.slice(0, 2).map((refund, i) => (
    <div key={refund.return_id}>
      <Link className="rma" to={`/returns/${refund.rma_number}`}>{refund.rma_number}</Link>{' '}
      <Link aria-label={t('reconcile.task', { rma: refund.rma_number, said: said(refund) })} to={`/finance?status=all&return=${refund.rma_number}`}>{said(refund)}</Link>
      {i === 1 && more > 0 && <span className="secondary" title={each.map(({ rma_number: rma }) => rma).join(' ')}> +{more}</span>}
    </div>
  ))
}
