// A batch from chosen orders: all that can still be returned of each comes back.
import { useMutation, useQueries, useQuery } from '@tanstack/react-query'
import { App, Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { startBatch } from '../../api/batches'
import { orderQuery, type Order, type Request } from '../../api/orders'
import { reasonsQuery } from '../../api/returns'
import names from '../../locales/en/names'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { useReasonLabel } from '../../parts/Words'
import './texts'

interface Entered {
  name: string
  reason: string
  condition: Request['lines'][number]['condition']
  refund_to: 'original' | 'store_credit'
}

/** The returns of whole orders; those of which nothing can come back have none. Parcels are dropped off: no pickup could be the same for all. */
export function requestsOf(orders: readonly Order[], { reason, condition, refund_to }: Omit<Entered, 'name'>): Request[] {
  return orders.flatMap((order) => {
    const lines = order.lines.filter((line) => line.returnable_quantity > 0).map((line) => ({ line_no: line.line_no, quantity: line.returnable_quantity, reason, condition }))
    return lines.length > 0 ? [{ order_number: order.order_number, method: 'drop_off' as const, refund_to, lines }] : []
  })
}

export default function ReturnOrders({ numbers, close }: { numbers: string[]; close: () => void }) {
  const { t } = useTranslation()
  const name = useName()
  const label = useReasonLabel()
  const { message } = App.useApp()
  const go = useNavigate()
  const [form] = Form.useForm<Entered>()
  const { data: reasons } = useQuery(reasonsQuery)
  // What an order's list shows may be old by now: each is read again.
  const found = useQueries({ queries: numbers.map((number) => ({ ...orderQuery(number), staleTime: 0 })) })
  const orders = found.flatMap(({ data }) => (data ? [data] : []))
  const failed = found.find(({ error }) => error)
  const reading = found.some(({ isPending }) => isPending)
  const left = orders.filter((order) => order.lines.every((line) => line.returnable_quantity === 0)).map((order) => order.order_number)
  const units = orders.reduce((sum, order) => sum + order.lines.reduce((of, line) => of + line.returnable_quantity, 0), 0)
  const sending = useMutation({
    mutationFn: ({ name, ...how }: Entered) => startBatch({ name: name.trim(), returns: requestsOf(orders, how) }),
    onSuccess: (batch) => {
      message.success(t('batches.upload.started'))
      void go(`/batches/${batch.id}`)
    },
  })
  const needed = [{ required: true, whitespace: true, message: t('app.form.required') }]
  return (
    <Modal open title={t('batches.ofOrders.title', { count: numbers.length })} okText={t('batches.ofOrders.send')} cancelText={t('app.form.cancel')} okButtonProps={{ loading: sending.isPending, disabled: reading || Boolean(failed) || units === 0 }} onOk={() => form.submit()} onCancel={close} destroyOnHidden>
      <p>{t('batches.ofOrders.text')}</p>
      <ProblemNotice error={sending.error ?? failed?.error} again={() => (sending.error ? form.submit() : void failed?.refetch())} />
      <p role="status">
        <b>{reading ? t('batches.ofOrders.reading') : units === 0 ? t('batches.ofOrders.nothing') : t('batches.ofOrders.summary', { orders: orders.length - left.length, units })}</b>
        {left.length > 0 && units > 0 && <span className="warn"> {t('batches.ofOrders.left', { orders: left.join(', ') })}</span>}
      </p>
      <Form<Entered> form={form} layout="vertical" initialValues={{ refund_to: 'original' }} onFinish={(entered) => sending.mutate(entered)}>
        <Form.Item name="name" label={t('batches.ofOrders.name')} rules={needed}><Input maxLength={200} placeholder={t('batches.upload.nameHint')} autoFocus /></Form.Item>
        <div className="new-fields">
          <Form.Item name="reason" label={t('batches.ofOrders.reason')} rules={needed}><Select options={reasons?.items.filter((each) => each.active).map(({ code }) => ({ value: code, label: label(code) }))} /></Form.Item>
          <Form.Item name="condition" label={t('batches.ofOrders.condition')} rules={needed}><Select options={Object.keys(names.condition).map((value) => ({ value, label: name('condition', value) }))} /></Form.Item>
          <Form.Item name="refund_to" label={t('batches.ofOrders.refundTo')}><Select options={(['original', 'store_credit'] as const).map((value) => ({ value, label: name('refundTo', value) }))} /></Form.Item>
        </div>
      </Form>
    </Modal>
  )
}
