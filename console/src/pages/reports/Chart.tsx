// Draws the columns of a table that are meant to be drawn. It is loaded after
// the table is there, because the library of charts is larger than the page.
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use, type EChartsType } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMode } from '../../app/mode'
import type { Table } from './table'
import { useValues } from './values'

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

/** More bars than this cannot be told apart; the table has them all. */
const mostBars = 15
const colors = { light: ['#0b57d0', '#c77700', '#207a2b', '#8c1d18'], dark: ['#7db0ff', '#ffb74d', '#6fd17c', '#ff8a80'] }
const pale = { light: '#a9b4c4', dark: '#5b6675' }

export default function Chart({ table, choose }: { table: Table; choose: (row: number) => void }) {
  const { t } = useTranslation()
  const { mode } = useMode()
  const { write } = useValues()
  const frame = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(undefined)
  const latest = useRef(choose)
  latest.current = choose

  useEffect(() => {
    const drawn = init(frame.current!, undefined, { renderer: 'svg' })
    chart.current = drawn
    drawn.on('click', ({ dataIndex }) => latest.current(dataIndex))
    const watch = new ResizeObserver(() => drawn.resize())
    watch.observe(frame.current!)
    return () => {
      watch.disconnect()
      drawn.dispose()
    }
  }, [])

  useEffect(() => {
    const dark = mode === 'dark'
    const text = { color: dark ? 'rgba(255,255,255,.8)' : 'rgba(0,0,0,.75)' }
    const rows = table.chart === 'line' ? table.rows : table.rows.slice(0, mostBars)
    const columns = table.columns.map((column, index) => ({ ...column, index })).filter(({ drawn }) => drawn)
    const kind = columns[0]?.kind ?? 'count'
    const isShare = (column: { kind: string }) => kind !== 'percent' && column.kind === 'percent'
    let next = 0
    chart.current?.setOption({
      animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      color: colors[mode], textStyle: text,
      grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, textStyle: text },
      tooltip: { trigger: 'axis', confine: true, renderMode: 'richText', axisPointer: { type: 'shadow' } },
      xAxis: { type: 'category', data: rows.map(({ values }) => String(values[0])), axisLabel: { ...text, interval: table.chart === 'line' ? 'auto' : 0, rotate: rows.length > 6 && table.chart !== 'line' ? 30 : 0, width: 110, overflow: 'truncate' } },
      yAxis: [
        { type: 'value', axisLabel: { ...text, formatter: (value: number) => write(value, kind) }, splitLine: { lineStyle: { color: dark ? 'rgba(255,255,255,.12)' : 'rgba(0,0,0,.08)' } } },
        { type: 'value', show: columns.some(isShare), min: 0, max: 1, axisLabel: { ...text, formatter: (value: number) => write(value, 'percent') }, splitLine: { show: false } },
      ],
      series: columns.map((column) => ({
        name: column.title, type: isShare(column) ? 'line' : table.chart, yAxisIndex: isShare(column) ? 1 : 0,
        data: rows.map(({ values }) => values[column.index] as number | null), barMaxWidth: 36, showSymbol: rows.length < 40,
        itemStyle: { color: column.before ? pale[mode] : colors[mode][next++ % 4] },
        tooltip: { valueFormatter: (value: unknown) => write(typeof value === 'number' ? value : null, column.kind) },
      })),
    }, { notMerge: true })
  }, [table, mode, write])

  return <div ref={frame} className="chart" role="img" aria-label={t('reports.chartOf', { title: table.title })} />
}
