// A shop's own words for a mail, with what they can name, and how they would read
// before they are saved.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Tag } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { previewWords, putWords, removeWords, type MailLanguage, type Template, type Words } from '../../api/messageTemplates'
import { useMay } from '../../app/session'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { When } from '../../parts/Words'
import type { Mail } from './MailView'

interface Props {
  template: Template
  placeholders: string[]
  /** How it reads as stored. */
  stored: Mail
  show: (mail: Mail) => ReactNode
}

export function WordsEditor({ template, placeholders, stored, show }: Props) {
  const { t } = useTranslation()
  const mayChange = useMay('putMessageTemplate')
  const { modal, message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Words>()
  const [mail, setMail] = useState(stored)
  const body = useRef<TextAreaRef>(null)
  const { kind } = template
  const language = template.language as MailLanguage
  const entered = (): Words => ({ subject: form.getFieldValue('subject') as string, body: form.getFieldValue('body') as string })
  const again = () => void queries.invalidateQueries({ queryKey: ['message-templates'] })
  const looking = useMutation({ mutationFn: () => previewWords(kind, language, entered()), onSuccess: setMail })
  const saving = useMutation({
    mutationFn: (words: Words) => putWords(kind, language, words),
    onSuccess: () => {
      message.success(t('settings.messages.saved'))
      again()
    },
  })
  const removing = useMutation({
    mutationFn: () => removeWords(kind, language),
    onSuccess: () => {
      message.success(t('settings.messages.removed'))
      again()
    },
  })
  const insert = (name: string) => {
    const area = body.current?.resizableTextArea?.textArea
    if (!area) return
    const text = entered().body
    const at = area.selectionStart
    form.setFieldsValue({ body: `${text.slice(0, at)}{{${name}}}${text.slice(area.selectionEnd)}` })
    area.focus()
  }
  const ask = () => modal.confirm({ title: t('settings.messages.removeTitle'), content: t('settings.messages.removeText'), okText: t('settings.messages.remove'), cancelText: t('app.form.cancel'), onOk: () => removing.mutateAsync().catch(() => undefined) })
  const required = { required: true, whitespace: true, message: t('app.form.required') }
  return (
    <>
      <section className="panel" aria-label={t('settings.messages.words')}>
        <div className="page-head">
          <h2>{t('settings.messages.words')}</h2>
          {template.own ? <><Tag className="tone tone-moves">{t('settings.messages.own')}</Tag><span className="secondary">{template.changed_by} · {template.changed_at && <When at={template.changed_at} />}</span></> : <Tag className="tone tone-over">{t('settings.messages.comesWith')}</Tag>}
        </div>
        <ProblemNotice error={saving.error ?? looking.error ?? removing.error} />
        <Form<Words> form={form} layout="vertical" disabled={!mayChange} initialValues={template} onFinish={(words) => saving.mutate(words)} onValuesChange={() => { saving.reset(); looking.reset() }}>
          <Form.Item name="subject" label={t('settings.messages.subject')} rules={[required]}><Input maxLength={200} lang={language} /></Form.Item>
          <Form.Item name="body" label={t('settings.messages.body')} extra={t('settings.messages.bodyHint')} rules={[required]}><Input.TextArea ref={body} autoSize={{ minRows: 6, maxRows: 20 }} maxLength={4000} lang={language} /></Form.Item>
          {mayChange && (
            <>
              <p className="secondary">{t('settings.messages.placeholders')}</p>
              <p className="settings-actions">{placeholders.map((name) => <Button key={name} size="small" onClick={() => insert(name)}>{`{{${name}}}`}</Button>)}</p>
              <p className="settings-actions">
                <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('app.form.save')}</Button>
                <Button loading={looking.isPending} onClick={() => looking.mutate()}>{t('settings.messages.look')}</Button>
                {template.own && <Button danger loading={removing.isPending} onClick={ask}>{t('settings.messages.remove')}</Button>}
              </p>
            </>
          )}
        </Form>
      </section>
      {show(mail)}
    </>
  )
}
