// Corrects one level: by how many, why, and what it will be afterwards.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { adjust, levelsOfQuery, type Bucket } from '../../api/stock'
import { useFormat } from '../../parts/format'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { useUndo } from '../../parts/undo'
import { buckets } from './levels'

/** What was pointed at. */
export interface Wanted {
  sku?: string
  location?: string
}

interface Entered {
  sku: string
  location: string
  bucket: Bucket
  quantity: number
  reason: string
}

export function AdjustDialog({ wanted, close }: { wanted: Wanted; close: () => void }) {
  const { t } = useTranslation()
  const name = useName()
  const { number } = useFormat()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const [form] = Form.useForm<Entered>()
  const { sku = wanted.sku, location = 'main', bucket = 'available', quantity } = (Form.useWatch([], form) ?? {}) as Partial<Entered>
  const levels = useQuery({ ...levelsOfQuery(sku?.trim() ?? ''), enabled: Boolean(sku?.trim()), placeholderData: (before) => before })
  const level = levels.data?.items.find((each) => each.sku === sku?.trim() && each.location === location && each.bucket === bucket)?.quantity ?? 0
  const sending = useMutation({
    mutationFn: ({ sku, reason, ...rest }: Entered) => adjust({ ...rest, sku: sku.trim(), reason: reason.trim() }),
    onSuccess: ({ level, movement }) => {
      const said = t('stock.adjust.done', { sku: level.sku, level: number(level.quantity), bucket: name('bucket', level.bucket) })
      if (level.quantity >= movement.quantity) {
        offerUndo(said, async () => {
          const { sku, location, bucket, quantity, reason } = movement
          await adjust({ sku, location, bucket, quantity: -quantity, reason: t('stock.adjust.undoes', { movement: movement.id, reason }).slice(0, 500) })
          void queries.invalidateQueries({ queryKey: ['stock'] })
        })
      } else message.success(said)
      void queries.invalidateQueries({ queryKey: ['stock'] })
      close()
    },
  })
  const required = { required: true, whitespace: true, message: t('app.form.required') }
  const enough = (_: unknown, by: number | null) =>
    by === 0 ? Promise.reject(new Error(t('stock.adjust.zero')))
      : levels.data && by && by < -level ? Promise.reject(new Error(t('stock.adjust.below', { level: number(level) })))
        : Promise.resolve()
  return (
    <Modal
      open title={t('stock.adjust.title')} okText={t('stock.adjust.send')} cancelText={t('app.form.cancel')}
      okButtonProps={{ loading: sending.isPending }} onOk={() => form.submit()} onCancel={close} destroyOnHidden
    >
      <p className="secondary">{t('stock.adjust.text')}</p>
      <ProblemNotice error={sending.error} again={() => form.submit()} />
      <Form<Entered> form={form} layout="vertical" initialValues={{ location: 'main', bucket: 'available', ...wanted }} onFinish={(entered) => sending.mutate(entered)}>
        <div className="new-fields">
          <Form.Item name="sku" label={t('stock.sku')} rules={[required]}><Input maxLength={100} autoComplete="off" autoFocus={!wanted.sku} /></Form.Item>
          <Form.Item name="location" label={t('stock.location')} rules={[required]}><Input maxLength={40} autoComplete="off" /></Form.Item>
          <Form.Item name="bucket" label={t('stock.bucket')}><Select options={buckets.map((value) => ({ value, label: name('bucket', value) }))} /></Form.Item>
        </div>
        <Form.Item
          name="quantity" label={t('stock.adjust.by')} dependencies={['sku', 'location', 'bucket']}
          rules={[{ required: true, message: t('app.form.required') }, { validator: enough }]}
          extra={<span aria-live="polite">{t('stock.adjust.byHint')} {levels.data && <>{t('stock.adjust.now', { level: number(level) })}{quantity ? <> → <b>{t('stock.adjust.after', { level: number(level + quantity) })}</b></> : null}</>}</span>}
        >
          <InputNumber precision={0} min={-1_000_000} max={1_000_000} autoFocus={Boolean(wanted.sku)} style={{ width: 160 }} />
        </Form.Item>
        <Form.Item name="reason" label={t('stock.adjust.reason')} rules={[required]}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} placeholder={t('stock.adjust.reasonHint')} /></Form.Item>
      </Form>
    </Modal>
  )
}
