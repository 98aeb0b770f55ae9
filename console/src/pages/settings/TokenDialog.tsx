// A new token: what it is for, what it may do, and for how long.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input, InputNumber, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { makeToken, type UserRole } from '../../api/settings'
import { useSession } from '../../app/session'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { roles } from './Users'

interface Entered {
  name: string
  role: UserRole
  expires_in_days: number
}

interface Props {
  close: () => void
  /** Learns the secret, which is nowhere else. */
  made: (token: { name: string; secret: string }) => void
}

export function TokenDialog({ close, made }: Props) {
  const { t } = useTranslation()
  const name = useName()
  const { user } = useSession()
  const queries = useQueryClient()
  const [form] = Form.useForm<Entered>()
  const own = user.role as UserRole
  // A token may do no more than whoever makes it; an administrator may do everything.
  const possible = own === 'admin' ? roles.filter((role) => role !== 'customer') : [own]
  const sending = useMutation({
    mutationFn: (entered: Entered) => makeToken({ ...entered, name: entered.name.trim() }),
    onSuccess: ({ token, secret }) => {
      made({ name: token.name, secret })
      void queries.invalidateQueries({ queryKey: ['tokens'] })
      close()
    },
  })
  return (
    <Modal open title={t('settings.tokens.make')} okText={t('settings.tokens.make')} cancelText={t('app.form.cancel')} okButtonProps={{ loading: sending.isPending }} onOk={() => form.submit()} onCancel={close} destroyOnHidden>
      <ProblemNotice error={sending.error} again={() => form.submit()} />
      <Form<Entered> form={form} layout="vertical" initialValues={{ role: own, expires_in_days: 90 }} onFinish={(entered) => sending.mutate(entered)}>
        <Form.Item name="name" label={t('settings.tokens.purpose')} rules={[{ required: true, whitespace: true, message: t('app.form.required') }]}><Input maxLength={100} autoFocus autoComplete="off" placeholder={t('settings.tokens.purposeHint')} /></Form.Item>
        <Form.Item name="role" label={t('settings.role')} extra={t('settings.tokens.roleHint')}><Select options={possible.map((value) => ({ value, label: name('role', value) }))} /></Form.Item>
        <Form.Item name="expires_in_days" label={t('settings.tokens.days')} rules={[{ required: true, message: t('app.form.required') }]}><InputNumber min={1} max={365} precision={0} /></Form.Item>
      </Form>
    </Modal>
  )
}
