import { MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'

/** A number with buttons that a gloved finger hits. */
export function Stepper({ label, value, change, max }: { label: string; value: number; change: (to: number) => void; max?: number }) {
  const { t } = useTranslation()
  return (
    <span className="bench-stepper" role="group" aria-label={label}>
      <Button size="large" icon={<MinusOutlined />} aria-label={t('warehouse.fewer', { what: label })} disabled={value <= 0} onClick={() => change(value - 1)} />
      <InputNumber size="large" aria-label={label} controls={false} min={0} max={max} precision={0} value={value} onChange={(to) => change(to ?? 0)} />
      <Button size="large" icon={<PlusOutlined />} aria-label={t('warehouse.more', { what: label })} disabled={max !== undefined && value >= max} onClick={() => change(value + 1)} />
    </span>
  )
}
