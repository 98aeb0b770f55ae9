import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Checkbox, Empty, Select } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { rowsQuery, type Batch, type BatchRow, type Outcome } from '../../api/batches'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows, type Column } from '../../parts/Rows'
import { StatusTag } from '../../parts/Words'

interface Props {
  batch: Batch
  outcomes: Outcome[]
  chooseOutcomes: (outcomes: Outcome[]) => void
  chosen: number[]
  /** Left out for roles that decide nothing. */
  choose?: (rows: number[]) => void
}

const all: Outcome[] = ['waiting', 'opening', 'opened', 'refused', 'rejected', 'cancelled']
const failed: Outcome[] = ['refused', 'rejected']

/** The rows of a batch and what became of each. */
export function BatchRows({ batch, outcomes, chooseOutcomes, chosen, choose }: Props) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(rowsQuery(batch.id, outcomes.length > 0 ? { outcome: outcomes } : {}, batch))
  // Rows are asked for while the batch moves; its last news is theirs too.
  const news = JSON.stringify([batch.state, batch.progress, batch.decisions])
  useEffect(() => void list.refetch(), [news])
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const opened = items.filter(({ outcome }) => outcome === 'opened').map(({ row }) => row)
  const toggle = (row: number) => choose?.(chosen.includes(row) ? chosen.filter((each) => each !== row) : [...chosen, row])
  const boxes: Column<BatchRow>[] = choose ? [{
    title: t('batches.columns.choose'), unseen: true,
    show: ({ row, outcome }) => outcome === 'opened' && <Checkbox aria-label={t('batches.chooseRow', { row })} checked={chosen.includes(row)} onChange={() => toggle(row)} />,
  }] : []
  return (
    <section>
      <header className="page-head">
        <h2 className="section-title">{t('batches.rowsTitle')}</h2>
        <Select mode="multiple" aria-label={t('batches.columns.outcome')} placeholder={t('batches.anyOutcome')} className="page-select" allowClear value={outcomes} onChange={chooseOutcomes} options={all.map((value) => ({ value, label: t(`batches.outcomes.${value}`) }))} />
        {batch.progress.failed > 0 && <Button size="small" onClick={() => chooseOutcomes(failed)}>{t('batches.onlyFailed')}</Button>}
        {choose && opened.length > 0 && <Button size="small" onClick={() => choose([...new Set([...chosen, ...opened])])}>{t('batches.chooseAll')}</Button>}
      </header>
      <ProblemNotice error={list.error} again={() => void list.refetch()} />
      {!list.error && (
        <Rows<BatchRow>
          label={t('batches.rowsTitle')} items={items} keyOf={({ row }) => String(row)} loading={list.isPending}
          empty={<Empty description={<><b>{t('batches.rowsEmpty')}</b><br />{t('batches.rowsEmptyHint')}</>} />}
          columns={[
            ...boxes,
            { title: t('batches.columns.row'), number: true, show: ({ row }) => row },
            { title: t('batches.columns.order'), show: ({ order_number: number }) => number && <Link to={`/orders/${encodeURIComponent(number)}`}>{number}</Link> },
            { title: t('batches.columns.outcome'), show: ({ outcome }) => <span className={failed.includes(outcome) ? 'bad' : undefined}>{t(`batches.outcomes.${outcome}`)}</span> },
            { title: t('batches.columns.return'), show: ({ rma_number: rma }) => rma && <Link className="rma" to={`/returns/${rma}`}>{rma}</Link> },
            { title: t('batches.columns.status'), show: ({ status }) => status && <StatusTag status={status} /> },
            { title: t('batches.columns.problem'), show: ({ error }) => error && <span>{error.field && <b>{error.field}: </b>}{error.message}</span> },
            {
              title: t('batches.columns.decisions'),
              show: ({ decisions }) => decisions.map((each) => (
                <div key={each.seq}>{t(`batches.${each.action as 'review'}`)}: {t(`batches.answers.${each.outcome}`)}{each.error && <span className="bad"> {each.error.message}</span>}</div>
              )),
            },
          ]}
        />
      )}
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app.form.loadMore')}</Button></p>}
    </section>
  )
}
