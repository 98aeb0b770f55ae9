// The reports: one at a time, for a period that can be compared with the one
// before, each figure a way to the returns it counts.
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Dropdown, Empty, Segmented, Select, Switch } from 'antd'
import { DownloadOutlined } from '@ant-design/icons'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { groups, reportNames, reportQuery, sorts, type Answers, type ReportName } from '../../api/reports'
import { reasonsQuery } from '../../api/returns'
import { addTexts } from '../../app/texts'
import en from '../../locales/en/reports'
import zh from '../../locales/zh-CN/reports'
import { useFilter } from '../../parts/address'
import { fileOf } from '../../parts/Download'
import { useFormat } from '../../parts/format'
import { Loading } from '../../parts/Loading'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { useReasonLabel } from '../../parts/Words'
import { Figures } from './Figures'
import { PeriodChoice } from './PeriodChoice'
import { ReportView } from './ReportView'
import { show, type Words } from './show'
import { withoutBefore, type Shown } from './table'
import './reports.css'

addTexts('reports', { en, 'zh-CN': zh })
const parameters = ['report', 'from', 'to', 'currency', 'group', 'sort', 'compare'] as const
const currencies = ['CNY', 'EUR', 'GBP', 'HKD', 'JPY', 'USD']
const withCurrency: ReportName[] = ['summary', 'reasons', 'products', 'trend', 'refunds', 'dispositions']

export function Page() {
  const { t } = useTranslation()
  const { day } = useFormat()
  const words = useWords()
  const [filter, change] = useFilter(parameters)
  const name = reportNames.find((each) => each === filter.report) ?? 'summary'
  const compare = filter.compare !== 'no'
  const group = groups[name]?.find((each) => each === filter.group)
  const sort = sorts[name]?.find((each) => each === filter.sort)
  const span = { from: filter.from, to: filter.to }
  const currency = withCurrency.includes(name) ? filter.currency : undefined
  const wrongOrder = Boolean(span.from && span.to && span.from > span.to)
  const { data, error, refetch } = useQuery({ ...reportQuery(name, { ...span, currency, group, sort }), enabled: !wrongOrder })
  const shown = useMemo(() => {
    if (!data) return undefined
    const all = (show[name] as (report: Answers[ReportName], words: Words, group?: string) => Shown)(data, words, group)
    return { ...all, tables: all.tables.filter(({ rows }) => rows.length > 0).map((table) => (compare ? table : withoutBefore(table))) }
  }, [data, words, name, group, compare])
  const files = { ...span, currency: filter.currency }

  return (
    <>
      <header className="page-head">
        <h1>{t('reports.title')}</h1>
        <Select<ReportName> aria-label={t('reports.choose')} value={name} style={{ minWidth: 160 }} onChange={(report) => change({ report, group: undefined, sort: undefined })} options={reportNames.map((value) => ({ value, label: t(`reports.names.${value}`) }))} listHeight={420} />
        <PeriodChoice {...span} change={change} />
        {withCurrency.includes(name) && <Select aria-label={t('reports.currency')} value={filter.currency ?? ''} style={{ minWidth: 130 }} onChange={(value: string) => change({ currency: value })} options={[{ value: '', label: t('reports.anyCurrency') }, ...[...new Set([...currencies, ...(filter.currency ? [filter.currency] : [])])].map((value) => ({ value, label: value }))]} />}
        <span className="grow" />
        <Dropdown trigger={['click']} menu={{ items: [
          { key: 'xlsx', label: <a href={fileOf('/v1/reports/export', files, 'xlsx')} download>{t('reports.allFile')}</a> },
          { key: 'html', label: <a href={fileOf('/v1/reports/export', files, 'html')} target="_blank" rel="noreferrer">{t('reports.printFile')}</a> },
        ] }}>
          <Button icon={<DownloadOutlined />}>{t('app.file.download')}</Button>
        </Dropdown>
      </header>
      <div className="page-head">
        <span>{t(`reports.about.${name}`)}</span>
        {groups[name] && <Segmented aria-label={t('reports.group')} value={group ?? groups[name][0]} onChange={(value) => change({ group: String(value) })} options={groups[name].map((value) => ({ value, label: t(`reports.groups.${value as 'day'}`) }))} />}
        {sorts[name] && <Select aria-label={t('reports.sort')} value={sort ?? sorts[name][0]} style={{ minWidth: 160 }} onChange={(value: string) => change({ sort: value })} options={sorts[name].map((value) => ({ value, label: t(`reports.sorts.${value as 'units'}`) }))} />}
        <label><Switch size="small" checked={compare} onChange={(on) => change({ compare: on ? undefined : 'no' })} aria-label={t('reports.compare')} /> {t('reports.compare')}</label>
        {data && <span className="secondary">{t('reports.span', { from: day(data.from), to: day(data.to) })}{compare && ` · ${t('reports.before', { from: day(data.before.from), to: day(data.before.to) })}`} · {t('reports.zone', { zone: data.time_zone })}</span>}
      </div>
      {wrongOrder ? <Alert type="warning" showIcon title={t('reports.wrongOrder')} /> : <ProblemNotice error={error} again={() => void refetch()} />}
      {!shown && !error && !wrongOrder && <Loading />}
      {shown?.figures && <Figures figures={shown.figures} compare={compare} />}
      {shown?.tables.length === 0 && <Empty description={<><b>{t('reports.empty')}</b><br />{t('reports.emptyHint')}</>} />}
      {data && shown?.tables.map((table) => <ReportView key={table.title} table={table} file={`${name}-${data.from}-${data.to}`} />)}
    </>
  )
}

function useWords(): Words {
  const { t, i18n } = useTranslation()
  const name = useName()
  const reason = useReasonLabel()
  const { data: reasons } = useQuery(reasonsQuery)
  const { day } = useFormat()
  // All of them change with the language, and the reasons when they have come.
  return useMemo(() => ({
    name, reason,
    column: (each) => t(`reports.columns.${each}`),
    table: (each) => t(`reports.tables.${each}`),
    unusual: (each) => t(`reports.unusual.${each as 'high_rate'}`, { defaultValue: each }),
    end: (each) => t(`reports.ends.${each as 'lost'}`, { defaultValue: each }),
    period: (each) => (/^\d{4}-\d\d-\d\d$/.test(each) ? day(each) : each),
  }), [i18n.language, reasons])
}
