import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Empty, Select } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { rowsPage, type Batch, type BatchRow, type Outcome } from '../../api/batches'
import { LongRows } from '../../parts/LongRows'
import type { Page } from '../../parts/pages'
import { rmaWidth, type Column } from '../../parts/Rows'
import { StatusTag } from '../../parts/Words'

interface Props {
  batch: Batch
  outcomes: Outcome[]
  chooseOutcomes: (outcomes: Outcome[]) => void
  chosen: number[]
  /** Left out for roles that decide nothing. */
  choose?: (rows: number[]) => void
}

const size = 100
const all: Outcome[] = ['waiting', 'opening', 'opened', 'refused', 'rejected', 'cancelled']
const failed: Outcome[] = ['refused', 'rejected']

/** The rows of a batch and what became of each. */
export function BatchRows({ batch, outcomes, chooseOutcomes, chosen, choose }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const asked = { limit: size, ...(outcomes.length > 0 && { outcome: outcomes }) }
  const key = ['batch', batch.id, 'rows']
  // Rows are asked for while the batch moves; its last news is theirs too.
  const news = JSON.stringify([batch.state, batch.progress, batch.decisions])
  useEffect(() => void queries.invalidateQueries({ queryKey: key }), [news])
  const chooseAll = () => {
    const loaded = queries.getQueriesData<Page<BatchRow>>({ queryKey: [...key, asked] }).flatMap(([, page]) => page?.items ?? [])
    choose?.([...new Set([...chosen, ...loaded.filter(({ outcome }) => outcome === 'opened').map(({ row }) => row)])])
  }
  const toggle = (row: number) => choose?.(chosen.includes(row) ? chosen.filter((each) => each !== row) : [...chosen, row])
  const boxes: Column<BatchRow>[] = choose ? [{
    title: t('batches.columns.choose'), unseen: true, width: 36,
    show: ({ row, outcome }) => outcome === 'opened' && <Checkbox aria-label={t('batches.chooseRow', { row })} checked={chosen.includes(row)} onChange={() => toggle(row)} />,
  }] : []
  return (
    <section>
      <header className="page-head">
        <h2 className="section-title">{t('batches.rowsTitle')}</h2>
        <Select mode="multiple" aria-label={t('batches.columns.outcome')} placeholder={t('batches.anyOutcome')} className="page-select" allowClear value={outcomes} onChange={chooseOutcomes} options={all.map((value) => ({ value, label: t(`batches.outcomes.${value}`) }))} />
        {batch.progress.failed > 0 && <Button size="small" onClick={() => chooseOutcomes(failed)}>{t('batches.onlyFailed')}</Button>}
        {choose && batch.progress.done > 0 && <Button size="small" onClick={chooseAll}>{t('batches.chooseAll')}</Button>}
      </header>
      <LongRows<BatchRow>
        key={outcomes.join()} label={t('batches.rowsTitle')} ask={rowsPage(batch, asked)} size={size} lines={2}
        empty={<Empty description={<><b>{t('batches.rowsEmpty')}</b><br />{t('batches.rowsEmptyHint')}</>} />}
        columns={[
          ...boxes,
          { title: t('batches.columns.row'), width: 60, number: true, show: ({ row }) => row },
          { title: t('batches.columns.order'), width: 110, show: ({ order_number: number }) => number && <Link to={`/orders/${encodeURIComponent(number)}`}>{number}</Link> },
          { title: t('batches.columns.outcome'), width: 100, show: ({ outcome }) => <span className={failed.includes(outcome) ? 'bad' : undefined}>{t(`batches.outcomes.${outcome}`)}</span> },
          { title: t('batches.columns.return'), width: rmaWidth, show: ({ rma_number: rma }) => rma && <Link className="rma" to={`/returns/${rma}`}>{rma}</Link> },
          { title: t('batches.columns.status'), width: 140, show: ({ status }) => status && <StatusTag status={status} /> },
          { title: t('batches.columns.problem'), width: 246, show: ({ error }) => error && <span className="long-text" title={error.message}>{error.field && <b>{error.field}: </b>}{error.message}</span> },
          {
            title: t('batches.columns.decisions'),
            // Only the last two have room.
            show: ({ decisions }) => decisions.slice(-2).map((each) => (
              <div key={each.seq} title={each.error?.message}>{t(`batches.${each.action as 'review'}`)}: {t(`batches.answers.${each.outcome}`)}{each.error && <span className="bad"> {each.error.message}</span>}</div>
            )),
          },
        ]}
      />
    </section>
  )
}
