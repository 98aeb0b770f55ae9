// One decision about a refund, with the amount repeated before it is sent.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Checkbox, Form, Input, Modal, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../api/client'
import { decideRefund, type Task } from '../../api/refunds'
import { useFormat } from '../../parts/format'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { choices, troubles, type Choice } from './choices'

interface Entered {
  action: Choice
  amount?: string
  reference?: string
  note?: string
  override?: boolean
}

/** The body of the call: only what belongs to the action, and an amount only where it differs. */
export function bodyOf(task: Task, { action, amount, reference, note, override }: Entered): Schemas['RefundDecision'] {
  const other = amount?.trim()
  return {
    action,
    ...(note?.trim() && { note: note.trim() }),
    ...(action === 'mark_paid' && { reference: reference?.trim(), ...(override && { override }) }),
    ...(action === 'approve' && other && other !== task.amount.amount && { amount: { amount: other, currency: task.amount.currency } }),
  }
}

export function RefundDialog({ task, close, refresh }: { task: Task; close: () => void; refresh: () => void }) {
  const { t } = useTranslation()
  const { money } = useFormat()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Entered>()
  const possible = choices(task)
  const action = Form.useWatch('action', form) ?? possible[0]!
  const amount = Form.useWatch('amount', form)
  const other = action === 'approve' && Boolean(amount) && amount !== task.amount.amount
  const sending = useMutation({
    mutationFn: (entered: Entered) => decideRefund(task.id, bodyOf(task, entered)),
    onSuccess: (after) => {
      void queries.invalidateQueries({ queryKey: ['refund-tasks'] })
      const first = after.first_approved_by && !after.approved_by
      message.success(first ? t('finance.sent.first', { rma: task.rma_number }) : t(`finance.sent.${action}`, { rma: task.rma_number }))
      close()
    },
  })
  const needed = [{ required: true, whitespace: true, message: t('app.form.required') }]
  const silent = task.parts.some((part) => part.unanswered_since)
  return (
    <Modal
      open title={`${task.rma_number} · ${money(task.amount)}`} okText={t(`finance.actions.${action}`)} cancelText={t('app.form.cancel')} destroyOnHidden
      okButtonProps={{ loading: sending.isPending, danger: action === 'reject' }} onOk={() => form.submit()} onCancel={close}
    >
      <ProblemNotice error={sending.error} again={() => form.submit()} refresh={() => { refresh(); close() }} />
      {task.first_approved_by && <Alert type="info" title={t('finance.second', { name: task.first_approved_by.name || task.first_approved_by.id })} className="gap-below" />}
      {troubles(task).map((words) => <Alert key={words} type="error" title={words} className="gap-below" />)}
      <p>{t('finance.dialog', { order: task.order_number, amount: money(task.amount) })}</p>
      <Form form={form} layout="vertical" initialValues={{ action: possible[0], amount: task.amount.amount }} onFinish={(entered) => sending.mutate({ ...entered, action })}>
        <Form.Item name="action" label={t('finance.columns.decide')}>
          <Radio.Group optionType="button" buttonStyle="solid" options={possible.map((value) => ({ value, label: t(`finance.actions.${value}`) }))} />
        </Form.Item>
        {action === 'approve' && (
          <Form.Item name="amount" label={`${t('finance.columns.amount')} (${task.amount.currency})`} extra={other ? t('finance.otherAmount') : undefined} rules={[{ pattern: /^\d+(\.\d+)?$/, message: t('finance.amountWrong') }]}>
            <Input inputMode="decimal" />
          </Form.Item>
        )}
        {action === 'mark_paid' && <Form.Item name="reference" label={t('finance.columns.reference')} extra={t('finance.referenceHint')} rules={needed}><Input maxLength={200} autoFocus /></Form.Item>}
        {action === 'mark_paid' && silent && <Form.Item name="override" valuePropName="checked" extra={t('finance.overrideHint')}><Checkbox>{t('finance.override')}</Checkbox></Form.Item>}
        <Form.Item name="note" label={t('returns.fields.note')} rules={action === 'reject' || other ? needed : []}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={4000} /></Form.Item>
      </Form>
    </Modal>
  )
}
