// The condition of what was counted in, and where it goes, line by line. A line
// whose units differ is inspected in parts.
import { Button, Card, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../api/client'
import type { Return } from '../../api/returns'
import names from '../../locales/en/names'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { useReasonLabel } from '../../parts/Words'
import { useBench } from './bench'
import { toInspect } from './scan'
import { Stepper } from './Stepper'

type Found = Schemas['InspectedLine']
const dispositions = Object.keys(names.disposition) as Found['disposition'][]
const conditions = Object.keys(names.condition)

/** Where goods in a condition go, unless somebody says otherwise. */
export const usual = (condition: string): Found['disposition'] => (condition === 'unopened' ? 'restock' : condition === 'damaged' ? 'scrap' : condition === 'defective' ? 'return_to_vendor' : 'refurbish')

export function Inspecting({ ret }: { ret: Return }) {
  const { t } = useTranslation()
  const left = ret.lines.filter((line) => toInspect(line) > 0)
  const [found, setFound] = useState<Record<number, Found>>(() =>
    Object.fromEntries(left.map((line) => [line.line_no, { line_no: line.line_no, quantity: toInspect(line), condition: line.condition, disposition: usual(line.condition) }])))
  const change = (line: number, to: Partial<Found>) => setFound((before) => ({ ...before, [line]: { ...before[line]!, ...to } }))
  const sending = useBench(ret, t('warehouse.inspected', { rma: ret.rma_number }))
  const lines = Object.values(found).filter(({ quantity }) => quantity > 0)
  const send = () => sending.mutate({ what: 'inspect', body: { lines } })
  if (left.length === 0) return null
  return (
    <Card title={<h2>{t('warehouse.inspect')}</h2>} className="gap-below">
      <ProblemNotice error={sending.error} again={send} />
      {left.map((line) => <Line key={line.line_no} line={line} found={found[line.line_no]!} change={(to) => change(line.line_no, to)} />)}
      <Button type="primary" size="large" block className="bench-do" disabled={lines.length === 0} loading={sending.isPending} onClick={send}>
        {t('warehouse.book', { count: lines.reduce((sum, { quantity }) => sum + quantity, 0) })}
      </Button>
    </Card>
  )
}

function Line({ line, found, change }: { line: Return['lines'][number]; found: Found; change: (to: Partial<Found>) => void }) {
  const { t } = useTranslation()
  const name = useName()
  const reason = useReasonLabel()
  return (
    <section className="bench-inspect" aria-label={line.sku}>
      <div className="bench-line">
        <span><b>{line.sku}</b> {line.description}<br /><span className="secondary">{reason(line.reason)} · {name('condition', line.condition)}{line.note && ` · “${line.note}”`}</span></span>
        <Stepper label={t('warehouse.quantityOf', { sku: line.sku })} value={found.quantity} max={toInspect(line)} change={(quantity) => change({ quantity })} />
      </div>
      <Radio.Group
        size="large" optionType="button" buttonStyle="solid" aria-label={`${t('returns.fields.condition')} ${line.sku}`} value={found.condition}
        onChange={({ target }) => change({ condition: target.value as string, disposition: usual(target.value as string) })}
        options={conditions.map((value) => ({ value, label: name('condition', value) }))}
      />
      <div className="bench-row">
        <Select size="large" aria-label={`${t('returns.fields.disposition')} ${line.sku}`} value={found.disposition} onChange={(disposition) => change({ disposition })} options={dispositions.map((value) => ({ value, label: name('disposition', value) }))} />
        <Select size="large" aria-label={`${t('warehouse.grade')} ${line.sku}`} allowClear placeholder={t('warehouse.grade')} value={found.grade} onChange={(grade?: string) => change({ grade })} options={['A', 'B', 'C'].map((value) => ({ value, label: value }))} />
        <Input size="large" aria-label={`${t('returns.fields.note')} ${line.sku}`} placeholder={t('returns.fields.note')} maxLength={4000} value={found.note ?? ''} onChange={(event) => change({ note: event.target.value || undefined })} />
      </div>
    </section>
  )
}
