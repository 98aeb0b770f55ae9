// One table of a report, and its picture beside it.
import { Button, Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { Rows } from '../../parts/Rows'
import { csvOf, type Row, type Table } from './table'
import { useValues } from './values'

const Chart = lazy(() => import('./Chart'))

export function ReportView({ table, file }: { table: Table; file: string }) {
  const { t } = useTranslation()
  const { write } = useValues()
  const go = useNavigate()
  const drills = table.rows.some(({ to }) => to)
  const save = () => {
    // The mark at the beginning tells spreadsheets that it is UTF-8.
    const address = URL.createObjectURL(new Blob(['\uFEFF', csvOf(table)], { type: 'text/csv;charset=utf-8' }))
    const link = document.createElement('a')
    link.href = address
    link.download = `${file}.csv`
    link.click()
    URL.revokeObjectURL(address)
  }
  return (
    <div role="group" className="report-part" aria-label={table.title}>
      <header className="page-head">
        <h2 className="section-title">{table.title}</h2>
        <Button size="small" onClick={save}>{t('reports.tableFile')}</Button>
        {drills && <span className="secondary">{t('reports.drillHint')}</span>}
      </header>
      {table.chart && (
        <div className="panel gap-below">
          <Suspense fallback={<Skeleton.Node active className="chart" />}>
            <Chart table={table} choose={(row) => { const to = table.rows[row]?.to; if (to) void go(to) }} />
          </Suspense>
        </div>
      )}
      <Rows<Row>
        label={table.title} items={table.rows} keyOf={({ key }) => key} loading={false} empty={null}
        columns={table.columns.map(({ title, kind }, index) => ({
          title, number: kind !== 'text',
          show: ({ values, to }) => {
            const text = write(values[index] ?? null, kind)
            return index === 0 && to ? <Link to={to} title={t('reports.drill')}>{text}</Link> : text
          },
        }))}
      />
    </div>
  )
}
