// Asks for what an action needs and sends it.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Checkbox, DatePicker, Form, Input, Modal, Rate, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { client, decide } from '../../api/client'
import type { Action, Return } from '../../api/returns'
import { useFormat } from '../../parts/format'
import { Lines } from '../../parts/Lines'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { ReviewerSelect } from '../../parts/ReviewerSelect'
import { bodyOf, forms, type Field } from './forms'
import { LineInputs } from './LineInputs'

interface Props {
  ret: Return
  action: Action
  close: () => void
  refresh: () => void
}

const send = (ret: Return, path: string, body: object) =>
  decide((key) =>
    client.POST(`/v1/returns/{id}/${path}` as '/v1/returns/{id}/notes', {
      params: { path: { id: ret.id }, header: { 'Idempotency-Key': key } },
      body: (Object.keys(body).length > 0 ? body : undefined) as { text: string },
    }),
  )

export function ActionDialog({ ret, action, close, refresh }: Props) {
  const { t } = useTranslation()
  const name = useName()
  const { money } = useFormat()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm()
  const wanted = forms[action]!
  const fields = wanted.fields(ret)
  const sending = useMutation({
    mutationFn: (values: Record<string, unknown>) => send(ret, wanted.path, bodyOf(wanted, ret, values)),
    onSuccess: () => {
      message.success(t('returns.actions.done', { action: name('action', action) }))
      void queries.invalidateQueries({ queryKey: ['return'] })
      void queries.invalidateQueries({ queryKey: ['returns'] })
      close()
    },
  })
  const units = ret.lines.reduce((sum, line) => sum + line.approved_quantity, 0)
  return (
    <Modal
      open title={`${name('action', action)} · ${ret.rma_number}`} okText={name('action', action)} cancelText={t('app.form.close')} destroyOnHidden width={640}
      afterOpenChange={(shown) => shown && fields[0] && ['text', 'long'].includes(fields[0].kind) && form.focusField(fields[0].name)}
      okButtonProps={{ loading: sending.isPending, danger: action === 'cancel' || action === 'close', autoFocus: fields.length === 0 }} onOk={() => form.submit()} onCancel={close}
    >
      <ProblemNotice error={sending.error} again={() => form.submit()} refresh={() => { refresh(); close() }} />
      {action === 'confirm' && (
        <>
          <p>{t('returns.actions.confirmText', { units, amount: money(ret.refund.total) })}</p>
          <Lines ret={ret} goods label={t('returns.actions.confirmed')} />
        </>
      )}
      <Form form={form} layout="vertical" onFinish={(values: Record<string, unknown>) => sending.mutate(values)}>
        {fields.map((field, index) => <Asked key={field.name} field={field} ret={ret} first={index === 0} />)}
      </Form>
    </Modal>
  )
}

function Asked({ field, ret, first }: { field: Field; ret: Return; first: boolean }) {
  const { t } = useTranslation()
  if (field.kind === 'counts' || field.kind === 'inspection') return <LineInputs ret={ret} inspect={field.kind === 'inspection'} />
  return (
    <Form.Item
      name={field.name} label={field.kind === 'check' ? undefined : t(`returns.fields.${field.label}`)} valuePropName={field.kind === 'check' ? 'checked' : undefined}
      rules={[{ required: field.required, message: t('app.form.required') }]}
    >
      <Control field={field} first={first} />
    </Form.Item>
  )
}

/** Takes what Form.Item hands over: value, onChange and id. */
function Control({ field, first, ...bound }: { field: Field; first: boolean; id?: string }) {
  const { t } = useTranslation()
  const name = useName()
  switch (field.kind) {
    case 'long':
      return <Input.TextArea {...bound} autoFocus={first} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
    case 'check':
      return <Checkbox {...bound}>{t(`returns.fields.${field.label}`)}</Checkbox>
    case 'moment':
      return <DatePicker.RangePicker {...(bound as object)} showTime={{ format: 'HH:mm', minuteStep: 30 }} format="YYYY-MM-DD HH:mm" />
    case 'reviewer':
      return <ReviewerSelect {...bound} autoFocus={first} />
    case 'rating':
      return <Rate {...bound} />
    case 'choice': {
      const label = (value: string) =>
        field.of!.names === 'answer' ? t(value === 'true' ? 'returns.fields.accepted' : 'returns.fields.declined')
          : field.of!.names === 'ruling' ? t(value === 'uphold' ? 'returns.fields.uphold' : 'returns.fields.dismiss')
            : field.of!.names === 'sendBack' ? t(`returns.sendBack.${value as 'dispose'}`)
              : name(field.of!.names, value)
      return <Select {...bound} options={field.of!.values.map((value) => ({ value, label: label(value) }))} />
    }
    default:
      return <Input {...bound} autoFocus={first} maxLength={200} />
  }
}
