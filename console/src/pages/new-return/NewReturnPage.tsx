// A new return: what comes back and why on the left; on the right what the
// policy says to it, before anything is sent. Sending repeats units and money.
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Empty, Form, Input, InputNumber, Modal, Select } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { open, orderQuery, preview, type Order, type Request } from '../../api/orders'
import { reasonsQuery } from '../../api/returns'
import names from '../../locales/en/names'
import { useFormat } from '../../parts/format'
import { Loading } from '../../parts/Loading'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { VerdictView } from '../../parts/VerdictView'
import { StatusTag, useReasonLabel } from '../../parts/Words'
import { PhotoDrop } from './PhotoDrop'
import { ReasonFields } from './ReasonFields'
import { requestOf, type Entered } from './request'
import '../orders/texts'

const PickupWindow = lazy(async () => ({ default: (await import('./PickupWindow')).PickupWindow }))

export function Page() {
  const { t } = useTranslation()
  const [parameters] = useSearchParams()
  const number = parameters.get('order') ?? ''
  const { data: order, error, refetch } = useQuery({ ...orderQuery(number), enabled: number !== '' })
  if (!number) {
    return (
      <>
        <header className="page-head"><h1>{t('app.menu.newReturn')}</h1></header>
        <Empty description={<><b>{t('orders.choose')}</b><br />{t('orders.chooseHint')}</>}><Link to="/orders"><Button type="primary">{t('orders.toOrders')}</Button></Link></Empty>
      </>
    )
  }
  if (error && !order) return <ProblemNotice error={error} again={() => void refetch()} page />
  return order ? <NewReturn key={order.order_number} order={order} /> : <Loading page />
}

function NewReturn({ order }: { order: Order }) {
  const { t } = useTranslation()
  const name = useName()
  const { money } = useFormat()
  const { message } = App.useApp()
  const go = useNavigate()
  const [form] = Form.useForm<Entered>()
  const [photos, setPhotos] = useState<string[]>([])
  const [request, setRequest] = useState<Request>()
  const [asking, setAsking] = useState(false)
  const [wishing, setWishing] = useState(false)
  const choose = () => setRequest(requestOf(order, form.getFieldsValue(true) as Entered, photos))
  useEffect(choose, [photos])
  const judged = useQuery({ queryKey: ['preview', request], queryFn: ({ signal }) => preview(request!, signal), enabled: Boolean(request), staleTime: 0, retry: false, placeholderData: (before) => before })
  const sending = useMutation({
    mutationFn: (asked: Request) => open(asked),
    onSuccess: (ret) => {
      message.success(t('orders.opened', { rma: ret.rma_number }))
      void go(`/returns/${ret.rma_number}`)
    },
  })
  const method = Form.useWatch('method', form)
  const seen = request && !judged.error ? judged.data : undefined
  const units = request?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0

  return (
    <>
      <header className="page-head"><h1>{t('orders.newTitle', { number: order.order_number })}</h1></header>
      <div className="return-grid">
        <Form<Entered> form={form} layout="vertical" onValuesChange={choose} onFinish={() => setAsking(true)} initialValues={{ method: 'pickup', refund_to: 'original', contact: order.customer.name, phone: order.customer.phone }}>
          {order.lines.filter((line) => line.returnable_quantity > 0).map((line) => <LineForm key={line.line_no} line={line} />)}
          <section className="panel gap-below">
            <div className="new-fields">
              <Form.Item name="method" label={t('orders.method')}><Select options={Object.keys(names.method).map((value) => ({ value, label: name('method', value) }))} /></Form.Item>
              <Form.Item name="refund_to" label={t('orders.refundTo')}><Select options={['original', 'store_credit'].map((value) => ({ value, label: name('refundTo', value) }))} /></Form.Item>
            </div>
            {method === 'pickup' && (
              <>
                <Form.Item name="address" label={t('orders.address')}><Input maxLength={500} autoComplete="off" /></Form.Item>
                <div className="new-fields">
                  <Form.Item name="contact" label={t('orders.contact')}><Input maxLength={200} /></Form.Item>
                  <Form.Item name="phone" label={t('orders.phone')}><Input maxLength={50} inputMode="tel" /></Form.Item>
                </div>
                {wishing
                  ? <Suspense fallback={<Loading />}><PickupWindow /></Suspense>
                  : <Form.Item label={t('orders.window')}><Button onClick={() => setWishing(true)}>{t('orders.chooseWindow')}</Button></Form.Item>}
              </>
            )}
            <Form.Item name="note" label={t('orders.note')}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={4000} /></Form.Item>
            <h2>{t('orders.photos')}</h2>
            <PhotoDrop ids={photos} change={setPhotos} />
          </section>
        </Form>
        <div className="panel verdict-card" aria-live="polite">
          {!request ? <p>{t('orders.nothing')}</p> : judged.error ? <ProblemNotice error={judged.error} again={() => void judged.refetch()} /> : !seen ? <p>{t('orders.judging')}</p> : (
            <>
              <h2>{t('orders.estimate', { amount: money(seen.refund.estimate) })}</h2>
              <p>{t('orders.willBe', { status: '' })}<StatusTag status={seen.status} /></p>
              <VerdictView verdict={seen.verdict} currency={seen.refund.estimate.currency} />
            </>
          )}
          <Button type="primary" size="large" block disabled={!seen || judged.isFetching} onClick={() => form.submit()}>{t('orders.check')}</Button>
        </div>
      </div>
      {asking && request && seen && (
        <Modal open title={t('orders.confirmTitle')} okText={t('orders.send')} cancelText={t('orders.back')} okButtonProps={{ loading: sending.isPending, autoFocus: true }} onOk={() => sending.mutate(request)} onCancel={() => { sending.reset(); setAsking(false) }}>
          <ProblemNotice error={sending.error} again={() => sending.mutate(request)} />
          <p><b>{t('orders.confirmText', { units, number: order.order_number, amount: money(seen.refund.estimate) })}</b></p>
          <ul className="rows">{request.lines.map((line) => <li key={line.line_no}><span>{order.lines.find((each) => each.line_no === line.line_no)?.sku}</span><b>× {line.quantity}</b></li>)}</ul>
        </Modal>
      )}
    </>
  )
}

function LineForm({ line }: { line: Order['lines'][number] }) {
  const { t } = useTranslation()
  const name = useName()
  const label = useReasonLabel()
  const { data: reasons } = useQuery(reasonsQuery)
  const at = ['lines', String(line.line_no)]
  const form = Form.useFormInstance<Entered>()
  const entered = Form.useWatch(at, form) as { quantity?: number; reason?: string } | undefined
  const chosen = Boolean(entered?.quantity)
  const reason = reasons?.items.find((each) => each.code === entered?.reason)
  const needed = [{ required: chosen, message: t('app.form.required') }]
  return (
    <section className="panel gap-below">
      <div className="new-line">
        <span><b>{line.sku}</b> {line.description}</span>
        <Form.Item noStyle name={[...at, 'quantity']}><InputNumber aria-label={`${t('orders.quantity')} ${line.sku}`} min={0} max={line.returnable_quantity} precision={0} suffix={`/ ${line.returnable_quantity}`} /></Form.Item>
      </div>
      {chosen && (
        <div className="new-fields">
          <Form.Item name={[...at, 'reason']} label={t('orders.reason')} rules={needed}><Select options={reasons?.items.filter((each) => each.active).map(({ code }) => ({ value: code, label: label(code) }))} /></Form.Item>
          <Form.Item name={[...at, 'condition']} label={t('orders.condition')} rules={needed}><Select options={Object.keys(names.condition).map((value) => ({ value, label: name('condition', value) }))} /></Form.Item>
          <Form.Item name={[...at, 'note']} label={t('orders.lineNote')}><Input maxLength={4000} /></Form.Item>
          {reason?.fields && <ReasonFields schema={reason.fields} line={String(line.line_no)} />}
        </div>
      )}
    </section>
  )
}
