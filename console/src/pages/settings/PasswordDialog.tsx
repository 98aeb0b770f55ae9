// A new password for somebody who has none or has forgotten theirs.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { changeUser, type User } from '../../api/settings'
import { ProblemNotice } from '../../parts/ProblemNotice'

/** Letters and digits that nobody takes for another when they are read out. */
const letters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** Four groups of four, each of 53 signs, by chance: some 91 bits. */
export function madeUp() {
  const signs: string[] = []
  while (signs.length < 16) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) if (byte < 212 && signs.length < 16) signs.push(letters[byte % 53]!) // 4 × 53: none is likelier
  }
  return [0, 4, 8, 12].map((at) => signs.slice(at, at + 4).join('')).join('-')
}

export function PasswordDialog({ user, close }: { user: User; close: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ password: string }>()
  const sending = useMutation({
    mutationFn: ({ password }: { password: string }) => changeUser(user.id, { password }),
    onSuccess: () => {
      message.success(t('settings.users.passwordSet', { user: user.name }))
      void queries.invalidateQueries({ queryKey: ['users'] })
      close()
    },
  })
  return (
    <Modal open title={t('settings.users.passwordTitle', { user: user.id })} okText={t('settings.users.setPassword')} cancelText={t('app.form.cancel')} okButtonProps={{ loading: sending.isPending }} onOk={() => form.submit()} onCancel={close} destroyOnHidden>
      <p>{t('settings.users.passwordText')}</p>
      <ProblemNotice error={sending.error} again={() => form.submit()} />
      <Form form={form} layout="vertical" onFinish={(entered: { password: string }) => sending.mutate(entered)}>
        <Form.Item label={t('settings.users.password')} htmlFor="new-password" required>
          <Space.Compact block>
            <Form.Item name="password" noStyle rules={[{ required: true, min: 12, message: t('settings.users.passwordShort') }]}><Input id="new-password" maxLength={1000} autoComplete="new-password" autoFocus /></Form.Item>
            <Button onClick={() => form.setFieldsValue({ password: madeUp() })}>{t('settings.users.makeUp')}</Button>
          </Space.Compact>
        </Form.Item>
      </Form>
    </Modal>
  )
}
