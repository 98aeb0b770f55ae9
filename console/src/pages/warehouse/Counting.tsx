// What one parcel holds: so many of each line.
import { Button, Card, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Return } from '../../api/returns'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { useBench } from './bench'
import { toCome } from './scan'
import { Stepper } from './Stepper'

export function Counting({ ret }: { ret: Return }) {
  const { t } = useTranslation()
  const [counted, setCounted] = useState<Record<number, number>>(() => Object.fromEntries(ret.lines.map((line) => [line.line_no, toCome(line)])))
  const [tracking, setTracking] = useState('')
  const sending = useBench(ret, t('warehouse.counted', { rma: ret.rma_number }))
  const lines = ret.lines.map(({ line_no }) => ({ line_no, quantity: counted[line_no] ?? 0 })).filter(({ quantity }) => quantity > 0)
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const send = () => sending.mutate({ what: 'receive', body: { lines, ...(tracking.trim() && { tracking_number: tracking.trim() }) } })
  return (
    <Card title={<h2>{t('warehouse.count')}</h2>} className="gap-below">
      <ProblemNotice error={sending.error} again={send} />
      {ret.lines.map((line) => (
        <div key={line.line_no} className="bench-line">
          <span><b>{line.sku}</b> {line.description}<br /><span className="secondary">{t('warehouse.toCome', { count: toCome(line) })}</span></span>
          <Stepper label={t('warehouse.quantityOf', { sku: line.sku })} value={counted[line.line_no] ?? 0} change={(to) => setCounted((before) => ({ ...before, [line.line_no]: to }))} />
        </div>
      ))}
      {ret.shipments.length > 1 && <Input size="large" className="gap-below" aria-label={t('returns.fields.tracking')} placeholder={t('returns.fields.tracking')} value={tracking} onChange={(event) => setTracking(event.target.value)} />}
      <Button type="primary" size="large" block className="bench-do" disabled={units === 0} loading={sending.isPending} onClick={send}>{t('warehouse.countIn', { count: units })}</Button>
    </Card>
  )
}
