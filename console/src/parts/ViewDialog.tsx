// Saves what a list shows under a name, or changes and deletes a view.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { deleteView, putView, type View, type ViewPage } from '../api/views'
import { useSession } from '../app/session'
import { ProblemNotice } from './ProblemNotice'
import { useUndo } from './undo'

interface Props {
  page: ViewPage
  query: string
  /** The view that is shown, when it is one. */
  view?: View
  close: () => void
}

interface Entered {
  name: string
  shared?: boolean
}

export function ViewDialog({ page, query, view, close }: Props) {
  const { t } = useTranslation()
  const { user } = useSession()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Entered>()
  const mine = !view || view.own || user.role === 'admin'
  const offerUndo = useUndo()
  const done = () => {
    void queries.invalidateQueries({ queryKey: ['views'] })
    close()
  }
  const saving = useMutation({
    mutationFn: ({ name, shared = false }: Entered) => putView({ ...(mine && view && { id: view.id }), page, query, name: name.trim(), shared }),
    onSuccess: ({ name }) => {
      message.success(t('app.views.saved', { name }))
      done()
    },
  })
  const deleting = useMutation({
    mutationFn: ({ id }: View) => deleteView(id),
    onSuccess: (_, { id, page, name, query, shared, own }) => {
      const said = t('app.views.deleted', { name })
      // Put back by an administrator, a colleague's view would be the administrator's.
      if (own) {
        offerUndo(said, async () => {
          await putView({ id, page, name, query, shared })
          void queries.invalidateQueries({ queryKey: ['views'] })
        })
      } else message.success(said)
      done()
    },
  })
  return (
    <Modal
      open title={t(view ? 'app.views.change' : 'app.views.save')} onCancel={close} destroyOnHidden
      footer={[
        ...(view && mine ? [<Button key="delete" danger loading={deleting.isPending} onClick={() => deleting.mutate(view)}>{t('app.views.delete')}</Button>] : []),
        <Button key="cancel" onClick={close}>{t('app.form.cancel')}</Button>,
        <Button key="save" type="primary" loading={saving.isPending} onClick={() => form.submit()}>{t('app.form.save')}</Button>,
      ]}
    >
      <ProblemNotice error={saving.error ?? deleting.error} />
      {!mine && <p className="secondary">{t('app.views.copy', { owner: view.owner })}</p>}
      <Form<Entered> form={form} layout="vertical" initialValues={{ name: view?.name, shared: mine && view?.shared }} onFinish={(entered) => saving.mutate(entered)}>
        <Form.Item name="name" label={t('app.views.name')} extra={t('app.views.hint')} rules={[{ required: true, whitespace: true, message: t('app.form.required') }]}><Input maxLength={60} autoFocus autoComplete="off" /></Form.Item>
        <Form.Item name="shared" valuePropName="checked"><Checkbox>{t('app.views.shared')}</Checkbox></Form.Item>
      </Form>
    </Modal>
  )
}
