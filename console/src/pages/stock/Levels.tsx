import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Empty, Space } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { levelsQuery } from '../../api/stock'
import { useFormat } from '../../parts/format'
import { More } from '../../parts/More'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows, type Column } from '../../parts/Rows'
import type { Wanted } from './AdjustDialog'
import { buckets, shelves, type Shelf } from './levels'

interface Props {
  sku: string | undefined
  showMoves: (sku: string) => void
  /** Asks for an adjustment; left out for roles that may not. */
  adjust?: (wanted: Wanted) => void
  clear: () => void
}

/** The levels, a row for each SKU and location. */
export function Levels({ sku, showMoves, adjust, clear }: Props) {
  const { t } = useTranslation()
  const name = useName()
  const { number } = useFormat()
  const list = useInfiniteQuery(levelsQuery({ sku }))
  const rows = useMemo(() => shelves(list.data?.pages.flatMap((page) => page.items) ?? []), [list.data])
  const columns: Column<Shelf>[] = [
    { title: t('stock.sku'), show: (row) => <b>{row.sku}</b> },
    { title: t('stock.location'), show: (row) => row.location },
    ...buckets.map((bucket) => ({
      title: name('bucket', bucket), number: true,
      show: (row: Shelf) => (row.units[bucket] ? number(row.units[bucket]) : <span className="secondary">0</span>),
    })),
    {
      title: t('stock.change'),
      show: (row) => (
        <Space size={4}>
          <Button size="small" aria-label={`${t('stock.showMoves')} ${row.sku}`} onClick={() => showMoves(row.sku)}>{t('stock.showMoves')}</Button>
          {adjust && <Button size="small" aria-label={`${t('stock.adjust.open')} ${row.sku} ${row.location}`} onClick={() => adjust({ sku: row.sku, location: row.location })}>{t('stock.adjust.open')}</Button>}
        </Space>
      ),
    },
  ]
  return (
    <>
      <ProblemNotice error={list.error} again={() => void list.refetch()} />
      {!list.error && (
        <Rows
          label={t('stock.views.levels')} items={rows} keyOf={(row) => `${row.sku} ${row.location}`} loading={list.isPending} columns={columns}
          empty={sku
            ? <Empty description={<><b>{t('stock.noneOf', { sku })}</b><br />{t('stock.noneOfHint')}</>}><Button onClick={clear}>{t('stock.clear')}</Button></Empty>
            : <Empty description={<><b>{t('stock.empty')}</b><br />{t('stock.emptyHint')}</>} />}
        />
      )}
      <More list={list} />
    </>
  )
}
