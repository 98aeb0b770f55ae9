// One review or confirmation for many returns of a batch.
import { useMutation } from '@tanstack/react-query'
import { App, Form, Input, Modal, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { confirmBatch, reviewBatch, type Batch } from '../../api/batches'
import type { Schemas } from '../../api/client'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'

export interface Deciding {
  action: 'review' | 'confirm'
  /** The rows it is about; all that were opened, when none is named. */
  rows: number[]
}

interface Entered {
  decision: Schemas['BatchReview']['decision']
  note?: string
  status?: Schemas['Status']
}

const decisions: Entered['decision'][] = ['approve', 'reject', 'request_info']

export function DecideDialog({ batch, deciding, close, done }: { batch: Batch; deciding: Deciding; close: () => void; done: () => void }) {
  const { t } = useTranslation()
  const name = useName()
  const { message } = App.useApp()
  const [form] = Form.useForm<Entered>()
  const { action, rows } = deciding
  const decision = Form.useWatch('decision', form) ?? 'approve'
  const sending = useMutation({
    mutationFn: ({ decision, note, status }: Entered) => {
      const which = { ...(rows.length > 0 && { rows }), ...(status && { statuses: [status] }) }
      return action === 'confirm' ? confirmBatch(batch.id, which) : reviewBatch(batch.id, { decision, ...(note?.trim() && { note: note.trim() }), ...which })
    },
    onSuccess: () => {
      message.success(t('batches.sent'))
      done()
    },
  })
  const what = rows.length > 0 ? t('batches.chosen', { count: rows.length }) : t('batches.allOf', { count: batch.progress.done })
  const usual = action === 'review' ? 'requested' : 'approved'
  return (
    <Modal open title={t(`batches.${action}Title`)} okText={t('batches.send')} cancelText={t('app.form.cancel')} okButtonProps={{ loading: sending.isPending, danger: action === 'review' && decision === 'reject' }} onOk={() => form.submit()} onCancel={close} destroyOnHidden>
      <p>{t('batches.decideText', { what })}</p>
      <ProblemNotice error={sending.error} again={() => form.submit()} refresh={done} />
      <Form<Entered> form={form} layout="vertical" initialValues={{ decision: 'approve', status: usual }} onFinish={(entered) => sending.mutate({ ...entered, decision })}>
        {action === 'review' && (
          <>
            <Form.Item name="decision" label={t('batches.columns.decisions')}><Segmented options={decisions.map((value) => ({ value, label: t(`batches.decision.${value}`) }))} /></Form.Item>
            <Form.Item name="note" label={decision === 'approve' ? t('batches.note') : t('batches.noteToCustomer')} rules={[{ required: decision !== 'approve', whitespace: true, message: t('app.form.required') }]}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={4000} /></Form.Item>
          </>
        )}
        <Form.Item name="status" label={t('batches.onlyStatus')}><Select allowClear placeholder={t('batches.anyStatus')} options={(['requested', 'info_needed', 'counter_offered', 'approved'] as const).map((value) => ({ value, label: name('status', value) }))} /></Form.Item>
      </Form>
    </Modal>
  )
}
