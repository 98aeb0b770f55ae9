// A batch from a table. The whole file is sent; which rows are wrong is shown on
// the page of the batch.
import { useMutation } from '@tanstack/react-query'
import { App, Form, Input, Modal, Upload } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { tableKind, uploadBatch } from '../../api/batches'
import type { Sent } from '../../api/transfer'
import { fileOf } from '../../parts/Download'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Sending } from '../../parts/Sending'

export function UploadDialog({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const go = useNavigate()
  const [form] = Form.useForm<{ name: string }>()
  const [file, setFile] = useState<File>()
  const [wrong, setWrong] = useState<string>()
  const [sent, setSent] = useState<Sent>()
  const giveUp = useRef(new AbortController())
  const sending = useMutation({
    mutationFn: ({ name }: { name: string }) => {
      giveUp.current = new AbortController()
      return uploadBatch(name.trim(), file!, tableKind(file!.name)!, setSent, giveUp.current.signal)
    },
    onSettled: () => setSent(undefined),
    onSuccess: (batch) => {
      message.success(t('batches.upload.started'))
      void go(`/batches/${batch.id}`)
    },
  })
  const choose = (chosen: File) => {
    const kind = tableKind(chosen.name)
    setWrong(kind ? undefined : t('batches.upload.wrongKind', { name: chosen.name }))
    setFile(kind ? chosen : undefined)
    if (kind && !form.getFieldValue('name')) form.setFieldValue('name', chosen.name.replace(/\.\w+$/, ''))
    return false // it is sent with the form
  }
  return (
    <Modal open title={t('batches.upload.title')} okText={t('batches.upload.send')} cancelText={t('app.form.cancel')} okButtonProps={{ loading: sending.isPending }} onOk={() => (file ? form.submit() : setWrong(wrong ?? t('batches.upload.needed')))} onCancel={() => { giveUp.current.abort(); close() }} destroyOnHidden>
      <p>{t('batches.upload.text')}</p>
      <p>{t('batches.upload.template')}: {(['csv', 'xlsx'] as const).map((format) => <a key={format} href={fileOf('/v1/batches/template', {}, format)} download className="icon-link">{t(`app.file.${format}`)}</a>)}</p>
      <ProblemNotice error={sending.error} again={() => form.submit()} />
      {sending.isPending && <Sending sent={sent} />}
      <Form form={form} layout="vertical" onFinish={(entered: { name: string }) => sending.mutate(entered)}>
        <Form.Item label={t('batches.upload.file')} htmlFor="batch-table" validateStatus={wrong ? 'error' : undefined} help={wrong}>
          <Upload.Dragger id="batch-table" accept=".csv,.xlsx" maxCount={1} showUploadList={false} beforeUpload={choose}>
            {file ? <b>{t('batches.upload.chosen', { name: file.name, size: Math.ceil(file.size / 1024) })}</b> : t('batches.upload.choose')}
          </Upload.Dragger>
        </Form.Item>
        <Form.Item name="name" label={t('batches.upload.name')} rules={[{ required: true, whitespace: true, message: t('app.form.required') }]}><Input maxLength={200} placeholder={t('batches.upload.nameHint')} /></Form.Item>
      </Form>
    </Modal>
  )
}
