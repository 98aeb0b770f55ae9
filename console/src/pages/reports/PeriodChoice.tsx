import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { daysOf, presetOf, presets, today, type Preset } from './period'

interface Props {
  from: string | undefined
  to: string | undefined
  change: (days: { from?: string; to?: string }) => void
}

/** Which days: one of the usual periods, or any. */
export function PeriodChoice({ from, to, change }: Props) {
  const { t } = useTranslation()
  const now = today()
  const chosen = presetOf(from, to, now) ?? 'own'
  const days = from ? { from, to: to ?? now } : daysOf('last30', now)
  return (
    <>
      <Select
        aria-label={t('reports.period')} value={chosen} style={{ minWidth: 120 }}
        options={[...presets.map((value) => ({ value: value as string, label: t(`reports.presets.${value}`) })), { value: 'own', label: t('reports.ownPeriod'), disabled: true }]}
        onChange={(preset: string) => change(daysOf(preset as Preset, now))}
      />
      <Input type="date" aria-label={t('reports.from')} className="page-date" value={days.from} max={now} onChange={(event) => event.target.value && change({ from: event.target.value, to: days.to })} />
      <span aria-hidden>–</span>
      <Input type="date" aria-label={t('reports.to')} className="page-date" value={days.to} max={now} onChange={(event) => event.target.value && change({ from: days.from, to: event.target.value })} />
    </>
  )
}
