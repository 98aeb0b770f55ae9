// What becomes of goods that were not expected: a place, or another return of the
// same order that takes them over.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { returnsQuery } from '../../api/returns'
import { decideStray, type Disposition, type Stray } from '../../api/strays'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'

const dispositions: Disposition[] = ['restock', 'refurbish', 'quarantine', 'scrap', 'return_to_vendor', 'return_to_customer']

interface Entered {
  way: 'place' | 'return'
  disposition?: Disposition
  new_return_id?: string
  note?: string
}

export function DecideDialog({ stray, close }: { stray: Stray; close: () => void }) {
  const { t } = useTranslation()
  const name = useName()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Entered>()
  const way = Form.useWatch('way', form) ?? 'place'
  // An open return of the order that may still count goods in.
  const others = useInfiniteQuery({ ...returnsQuery({ order: stray.order_number, status: ['confirmed', 'pickup_scheduled', 'in_transit', 'received'], limit: 50 }), enabled: way === 'return' })
  const open = others.data?.pages.flatMap(({ items }) => items).filter(({ id }) => id !== stray.return_id) ?? []
  const again = () => {
    void queries.invalidateQueries({ queryKey: ['strays'] })
    void queries.invalidateQueries({ queryKey: ['return'] })
  }
  const sending = useMutation({
    mutationFn: ({ way, disposition, new_return_id, note }: Entered) => decideStray(stray.id, { ...(way === 'place' ? { disposition } : { new_return_id }), ...(note?.trim() && { note: note.trim() }) }),
    onSuccess: () => {
      message.success(t('strays.decided', { sku: stray.sku }))
      again()
      close()
    },
  })
  const needed = [{ required: true, message: t('app.form.required') }]
  return (
    <Modal open title={t('strays.decideTitle', { quantity: stray.quantity, sku: stray.sku })} okText={t('strays.decide')} cancelText={t('app.form.cancel')} okButtonProps={{ loading: sending.isPending }} onOk={() => form.submit()} onCancel={close} destroyOnHidden>
      <p>{t('strays.text', { rma: stray.rma_number })}</p>
      <ProblemNotice error={sending.error ?? others.error} again={() => form.submit()} refresh={() => { again(); close() }} />
      <Form<Entered> form={form} layout="vertical" initialValues={{ way: 'place' }} onFinish={(entered) => sending.mutate(entered)}>
        <Form.Item name="way" label={t('strays.way')}><Radio.Group options={[{ value: 'place', label: t('strays.toPlace') }, { value: 'return', label: t('strays.toReturn') }]} /></Form.Item>
        {way === 'place'
          ? <Form.Item name="disposition" label={t('returns.fields.disposition')} rules={needed}><Select options={dispositions.map((value) => ({ value, label: name('disposition', value) }))} /></Form.Item>
          : <Form.Item name="new_return_id" label={t('strays.return')} extra={t('strays.returnHint', { order: stray.order_number })} rules={needed}><Select loading={others.isLoading} options={open.map(({ id, rma_number, status }) => ({ value: id, label: `${rma_number} · ${name('status', status)}` }))} /></Form.Item>}
        <Form.Item name="note" label={t('returns.fields.note')}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={4000} /></Form.Item>
      </Form>
    </Modal>
  )
}
