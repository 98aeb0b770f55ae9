// One decision: what it does stands in the dialog, Enter sends it. Lines that
// are approved in part, and offers, are entered here too.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input, InputNumber, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../api/client'
import { review, type Return } from '../../api/returns'
import { phrasesQuery } from '../../api/settings'
import { useFormat } from '../../parts/format'
import { ProblemNotice } from '../../parts/ProblemNotice'

export type Decision = Schemas['Review']['decision']

interface Props {
  ret: Return
  decision: Decision
  close: () => void
  decided: () => void
  refresh: () => void
}

interface Entered {
  note?: string
  quantities?: Record<string, number>
  amount?: string
  keep_item?: boolean
}

/** The body of the call; lines only where they differ from what was asked. */
export function bodyOf(ret: Return, decision: Decision, entered: Entered): Schemas['Review'] {
  const lines = ret.lines
    .map(({ line_no, quantity }) => ({ line_no, approved_quantity: entered.quantities?.[line_no] ?? quantity, quantity }))
    .filter((line) => line.approved_quantity !== line.quantity)
    .map(({ line_no, approved_quantity }) => ({ line_no, approved_quantity }))
  const note = entered.note?.trim() || undefined
  if (decision === 'approve') return { decision, note, ...(lines.length > 0 && { lines }) }
  if (decision !== 'counter_offer') return { decision, note }
  const amount = entered.amount?.trim()
  return {
    decision, note,
    offer: { ...(amount && { amount: { amount, currency: ret.currency } }), ...(entered.keep_item && { keep_item: true }), ...(lines.length > 0 && { lines }) },
  }
}

const titles = { approve: 'approveTitle', reject: 'rejectTitle', request_info: 'askTitle', counter_offer: 'offerTitle' } as const
const buttons = { approve: 'approve', reject: 'reject', request_info: 'ask', counter_offer: 'offer' } as const

export function ReviewDialog({ ret, decision, close, decided, refresh }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { money } = useFormat()
  const queries = useQueryClient()
  const [form] = Form.useForm<Entered>()
  const sending = useMutation({
    mutationFn: (entered: Entered) => review(ret.id, bodyOf(ret, decision, entered)),
    onSuccess: (after) => {
      queries.setQueryData(['return', ret.rma_number], after)
      void queries.invalidateQueries({ queryKey: ['returns'] })
      message.success(t(`review.sent.${decision}`, { rma: ret.rma_number }))
      decided()
    },
  })
  const units = ret.lines.reduce((sum, line) => sum + line.quantity, 0)
  const partly = decision === 'approve' || decision === 'counter_offer'
  const needsNote = decision === 'reject' || decision === 'request_info'
  return (
    <Modal
      open title={t(`review.${titles[decision]}`, { rma: ret.rma_number })} okText={t(`review.${buttons[decision]}`)} cancelText={t('app.form.cancel')}
      okButtonProps={{ danger: decision === 'reject', loading: sending.isPending, autoFocus: decision === 'approve' }}
      onOk={() => form.submit()} onCancel={close} destroyOnHidden
      afterOpenChange={(shown) => shown && needsNote && form.focusField('note')} // what is not shown yet cannot take the cursor
    >
      <ProblemNotice error={sending.error} again={() => form.submit()} refresh={() => { refresh(); close() }} />
      {decision === 'approve' && <p>{t('review.approveText', { units, amount: money(ret.refund.estimate) })}</p>}
      <Form form={form} layout="vertical" onFinish={(entered) => sending.mutate(entered)} initialValues={{ quantities: Object.fromEntries(ret.lines.map((line) => [line.line_no, line.quantity])) }}>
        {partly && ret.lines.map((line) => (
          <Form.Item key={line.line_no} name={['quantities', String(line.line_no)]} label={`${t('review.approvedQuantity')} · ${line.sku} ${line.description}`}>
            <InputNumber min={0} max={line.quantity} precision={0} suffix={`/ ${line.quantity}`} />
          </Form.Item>
        ))}
        {decision === 'counter_offer' && (
          <>
            <Form.Item name="amount" label={`${t('review.offerAmount')} (${ret.currency})`} extra={t('review.offerNeeds')} rules={[{ pattern: /^\d+(\.\d+)?$/ }]}>
              <Input inputMode="decimal" autoFocus />
            </Form.Item>
            <Form.Item name="keep_item" valuePropName="checked"><Checkbox>{t('review.keepItem')}</Checkbox></Form.Item>
          </>
        )}
        {needsNote && <Phrases of={decision} say={(phrase) => { form.setFieldsValue({ note: [form.getFieldValue('note') as string | undefined, phrase].filter(Boolean).join('\n') }); form.focusField('note') }} />}
        <Form.Item
          name="note" rules={[{ required: needsNote, whitespace: true, message: t('app.form.required') }]}
          label={decision === 'reject' ? t('review.noteWhy') : decision === 'request_info' ? t('review.noteAsk') : t('review.note')}
          extra={needsNote ? t('review.noteToCustomer') : undefined}
        >
          <Input.TextArea
            autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} autoFocus={needsNote}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit()
            }}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}

/** Sentences that are needed again and again; a click writes one below the text that there is. */
function Phrases({ of, say }: { of: Decision; say: (phrase: string) => void }) {
  const { t, i18n } = useTranslation()
  const { data } = useQuery(phrasesQuery)
  const phrases = data?.items.filter(({ decision }) => decision === of).map(({ text_en, text_zh }) => (i18n.language === 'zh-CN' ? text_zh : text_en)) ?? []
  if (phrases.length === 0) return null
  return (
    <div className="review-phrases" role="group" aria-label={t('review.phrases')}>
      {phrases.map((phrase) => <Button key={phrase} size="small" onClick={() => say(phrase)} title={phrase}><span className="cut">{phrase}</span></Button>)}
    </div>
  )
}
