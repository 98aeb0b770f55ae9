// What else the list is limited to, such as by a report that led here; each limit
// can be taken away.
import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format'
import { useName } from '../../parts/name'
import { useReasonLabel } from '../../parts/Words'

const limits = ['customer', 'order', 'reason', 'sku', 'from', 'to', 'waiting_for'] as const
type Limits = Partial<Record<(typeof limits)[number], string>>

export function FilterTags({ filter, change }: { filter: Limits; change: (changes: Limits) => void }) {
  const { t } = useTranslation()
  const { moment, day } = useFormat()
  const name = useName()
  const reason = useReasonLabel()
  const shown = limits.filter((limit) => filter[limit])
  if (shown.length === 0) return null
  const words = (limit: (typeof limits)[number], value: string) => {
    switch (limit) {
      case 'reason': return reason(value)
      case 'waiting_for': return name('role', value)
      case 'from': case 'to': return (value.length > 10 ? moment : day)(value)
      default: return value
    }
  }
  return (
    <p className="gap-below">
      {shown.map((limit) => (
        <Tag key={limit} closable={{ 'aria-label': t('returns.without', { limit: t(`returns.limits.${limit}`) }) }} onClose={() => change({ [limit]: undefined })}>
          {t(`returns.limits.${limit}`)}: {words(limit, filter[limit]!)}
        </Tag>
      ))}
    </p>
  )
}
