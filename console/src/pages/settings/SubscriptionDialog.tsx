// A new subscription, or what is to be different about one.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../api/client'
import { changeSubscription, subscribe, type Kind, type Subscription } from '../../api/webhooks'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'

const kinds: Kind[] = [
  'return.requested', 'return.info_needed', 'return.counter_offered', 'return.approved', 'return.confirmed', 'return.pickup_scheduled', 'return.in_transit', 'return.received', 'return.inspected',
  'return.refund_pending', 'return.refunded', 'return.completed', 'return.rejected', 'return.cancelled', 'return.expired', 'return.sent_back', 'return.written_off', 'return.updated',
]

interface Entered {
  url: string
  description?: string
  kinds: Kind[]
}

interface Props {
  subscription?: Subscription
  close: () => void
  /** Learns the secret of a new one, which is nowhere else. */
  made?: (made: Schemas['WebhookSubscriptionMade']) => void
}

/** What a kind tells of, in words, with the kind itself as programs read it. */
export function useKindName() {
  const { t } = useTranslation()
  const name = useName()
  return (kind: string) => {
    const status = kind.replace('return.', '')
    if (kind === 'webhook.ping') return t('settings.webhooks.pingKind')
    return status === 'updated' ? t('settings.webhooks.anyOther') : name('status', status)
  }
}

export function SubscriptionDialog({ subscription, close, made }: Props) {
  const { t } = useTranslation()
  const kindName = useKindName()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Entered>()
  const sending = useMutation({
    mutationFn: async ({ url, description, kinds }: Entered) => {
      const body = { url: url.trim(), description: description?.trim() ?? '', kinds }
      if (!subscription) return made?.(await subscribe(body))
      await changeSubscription(subscription.id, body)
      message.success(t('settings.webhooks.changed'))
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['webhooks'] })
      close()
    },
  })
  const required = { required: true, whitespace: true, message: t('app.form.required') }
  return (
    <Modal open title={t(subscription ? 'settings.webhooks.editTitle' : 'settings.webhooks.add')} okText={t(subscription ? 'app.form.save' : 'settings.webhooks.add')} cancelText={t('app.form.cancel')} okButtonProps={{ loading: sending.isPending }} onOk={() => form.submit()} onCancel={close} destroyOnHidden>
      <ProblemNotice error={sending.error} again={() => form.submit()} />
      <Form<Entered> form={form} layout="vertical" initialValues={subscription ?? { kinds: ['return.approved', 'return.refunded'] }} onFinish={(entered) => sending.mutate(entered)}>
        <Form.Item name="url" label={t('settings.webhooks.url')} extra={t('settings.webhooks.urlHint')} rules={[required, { pattern: /^https:\/\/\S+$/, message: t('settings.webhooks.urlWrong') }]}><Input maxLength={2000} autoFocus inputMode="url" /></Form.Item>
        <Form.Item name="description" label={t('settings.webhooks.description')}><Input maxLength={200} /></Form.Item>
        <Form.Item name="kinds" label={t('settings.webhooks.kinds')} rules={[{ required: true, message: t('app.form.required') }]}>
          <Select mode="multiple" optionFilterProp="label" options={kinds.map((value) => ({ value, label: `${kindName(value)} (${value})` }))} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
