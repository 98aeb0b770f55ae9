// Quantities per line, and with an inspection what condition the units are in
// and where they go.
import { Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Return } from '../../api/returns'
import names from '../../locales/en/names'
import { useName } from '../../parts/name'

const disposed = ['available', 'refurbish', 'quarantine', 'scrap', 'vendor', 'send_back', 'missing'] as const

export function LineInputs({ ret, inspect }: { ret: Return; inspect: boolean }) {
  const { t } = useTranslation()
  const name = useName()
  return (
    <div className="action-lines">
      {ret.lines.map((line) => {
        const inspected = disposed.reduce((sum, bucket) => sum + line.units[bucket], 0)
        const left = inspect ? line.units.arrived - inspected : line.approved_quantity - line.units.arrived
        const label = t('returns.fields.line', { line: line.line_no, sku: line.sku })
        return (
          <div className="action-line" key={line.line_no}>
            <span><b>{line.sku}</b> {line.description}</span>
            <Form.Item noStyle name={['lines', String(line.line_no), 'quantity']} initialValue={Math.max(left, 0)}>
              <InputNumber aria-label={`${label} · ${t('returns.fields.quantity')}`} min={0} max={1_000_000} precision={0} />
            </Form.Item>
            {inspect && (
              <>
                <Form.Item noStyle name={['lines', String(line.line_no), 'condition']} initialValue={line.condition}>
                  <Select aria-label={`${label} · ${t('returns.fields.condition')}`} options={Object.keys(names.condition).map((value) => ({ value, label: name('condition', value) }))} />
                </Form.Item>
                <Form.Item noStyle name={['lines', String(line.line_no), 'disposition']} initialValue="restock">
                  <Select aria-label={`${label} · ${t('returns.fields.disposition')}`} options={Object.keys(names.disposition).map((value) => ({ value, label: name('disposition', value) }))} />
                </Form.Item>
              </>
            )}
          </div>
        )
      })}
    </div>
  )
}
