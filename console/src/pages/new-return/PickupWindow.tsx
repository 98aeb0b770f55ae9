// When the courier may come. Its calendar is loaded once somebody wants to say so.
import { DatePicker, Form } from 'antd'
import { useTranslation } from 'react-i18next'

export function PickupWindow() {
  const { t } = useTranslation()
  return <Form.Item name="window" label={t('orders.window')}><DatePicker.RangePicker autoFocus showTime={{ format: 'HH:mm', minuteStep: 30 }} format="YYYY-MM-DD HH:mm" /></Form.Item>
}
