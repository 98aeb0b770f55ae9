// What can be printed of a return: the packing slip in the customer's language,
// and for the warehouse the labels in its own.
import { PrinterOutlined } from '@ant-design/icons'
import { Button, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { packingSlipOf, shelfLabelsOf } from '../api/papers'
import type { Return } from '../api/returns'
import { language } from '../app/language'
import { useMay } from '../app/session'

export function Papers({ ret, large }: { ret: Return; large?: boolean }) {
  const { t } = useTranslation()
  const slip = packingSlipOf(ret)
  const labels = useMay('getShelfLabels') && shelfLabelsOf(ret, language())
  if (!slip && !labels) return null
  const open = { target: '_blank', rel: 'noreferrer', icon: <PrinterOutlined aria-hidden />, size: large ? 'large' : 'small' } as const
  return (
    <Space wrap>
      {slip && <Button href={slip} {...open}>{t('warehouse.slip')}</Button>}
      {labels && <Button href={labels} {...open}>{t('warehouse.labels')}</Button>}
    </Space>
  )
}
