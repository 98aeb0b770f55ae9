// A new user, or what is to be different about one.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../api/client'
import { addUser, changeUser, type User, type UserRole } from '../../api/settings'
import { useSession } from '../../app/session'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { roles } from './Users'

interface Entered {
  id: string
  name?: string
  email?: string
  role: UserRole
  customer_id?: string
}

/** Only what is different: a role that is sent signs the user out. */
export function changeOf(user: User, { name, email, role }: Entered): Schemas['UserChange'] {
  return {
    ...(name?.trim() && name.trim() !== user.name && { name: name.trim() }),
    ...((email?.trim() ?? '') !== user.email && { email: email?.trim() ?? '' }),
    ...(role !== user.role && { role }),
  }
}

export function UserDialog({ user, close }: { user?: User; close: () => void }) {
  const { t } = useTranslation()
  const name = useName()
  const { user: me } = useSession()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Entered>()
  const role = Form.useWatch('role', form) ?? user?.role
  const sending = useMutation({
    mutationFn: async (entered: Entered) => {
      if (!user) return addUser({ id: entered.id.trim(), role: entered.role, ...(entered.name?.trim() && { name: entered.name.trim() }), ...(entered.email?.trim() && { email: entered.email.trim() }), ...(entered.role === 'customer' && { customer_id: entered.customer_id?.trim() }) })
      const change = changeOf(user, entered)
      return Object.keys(change).length > 0 ? changeUser(user.id, change) : user
    },
    onSuccess: (after) => {
      message.success(t(user ? 'settings.users.changed' : 'settings.users.added', { user: after.name }))
      void queries.invalidateQueries({ queryKey: ['users'] })
      close()
    },
  })
  const required = { required: true, whitespace: true, message: t('app.form.required') }
  return (
    <Modal
      open title={user ? t('settings.users.editTitle', { user: user.id }) : t('settings.users.add')} okText={t(user ? 'app.form.save' : 'settings.users.add')} cancelText={t('app.form.cancel')}
      okButtonProps={{ loading: sending.isPending }} onOk={() => form.submit()} onCancel={close} destroyOnHidden
    >
      <ProblemNotice error={sending.error} again={() => form.submit()} />
      <Form<Entered> form={form} layout="vertical" initialValues={user ?? { role: 'reviewer' }} onFinish={(entered) => sending.mutate(entered)}>
        {!user && <Form.Item name="id" label={t('settings.users.id')} extra={t('settings.users.idHint')} rules={[required, { pattern: /^[a-z0-9][a-z0-9._-]*$/, message: t('settings.users.idWrong') }]}><Input maxLength={64} autoComplete="off" autoFocus /></Form.Item>}
        <Form.Item name="name" label={t('settings.name')} extra={t('settings.users.nameHint')} rules={user ? [required] : []}><Input maxLength={200} autoComplete="off" /></Form.Item>
        <Form.Item name="email" label={t('settings.users.email')} rules={[{ type: 'email', message: t('settings.users.emailWrong') }]}><Input maxLength={254} autoComplete="off" /></Form.Item>
        <Form.Item name="role" label={t('settings.role')} rules={[required]}>
          <Select disabled={user?.id === me.id || user?.role === 'customer'} options={roles.filter((value) => !user || (value === 'customer') === (user.role === 'customer')).map((value) => ({ value, label: name('role', value) }))} />
        </Form.Item>
        {!user && role === 'customer' && <Form.Item name="customer_id" label={t('settings.users.customer')} rules={[required]}><Input maxLength={100} autoComplete="off" /></Form.Item>}
      </Form>
      {user && role !== user.role && <Alert type="info" showIcon title={t('settings.users.signsOut')} />}
      {!user && <p className="secondary">{t('settings.users.passwordNext')}</p>}
    </Modal>
  )
}
