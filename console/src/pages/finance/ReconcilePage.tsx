// A provider's or a bank's file beside the refunds that count as paid here. Nothing
// is kept, so that the file is sent again for the table.
import { useMutation } from '@tanstack/react-query'
import { Button, Card, Form, Input, Upload } from 'antd'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { tableKind } from '../../api/batches'
import type { Headings } from '../../api/imports'
import { asProblem } from '../../api/problem'
import { compare, template, type Compared, type Reconciliation } from '../../api/reconcile'
import type { Sent } from '../../api/transfer'
import { addTexts } from '../../app/texts'
import imports from '../../locales/en/imports'
import en from '../../locales/en/reconcile'
import importsZh from '../../locales/zh-CN/imports'
import zh from '../../locales/zh-CN/reconcile'
import { fileOf } from '../../parts/Download'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Sending } from '../../parts/Sending'

addTexts('reconcile', { en, 'zh-CN': zh })
addTexts('imports', { en: imports, 'zh-CN': importsZh }) // HeadingChoice speaks of headings as the imports do

const HeadingChoice = lazy(() => import('../imports/HeadingChoice'))
const Reconciled = lazy(() => import('./Reconciled'))

const columns = ['reference', 'amount', 'currency', 'paid_at'] as const
const needed: readonly string[] = columns.slice(0, 2)

type Entered = Omit<Compared, 'file' | 'headings'>

export function Page() {
  const { t } = useTranslation()
  const [form] = Form.useForm<Entered>()
  const [file, setFile] = useState<File>()
  const [wrong, setWrong] = useState<string>()
  const [sent, setSent] = useState<Sent>()
  const [headings, setHeadings] = useState<Headings>({})
  const [came, setCame] = useState<{ report: Reconciliation; given: Compared }>()
  const giveUp = useRef(new AbortController())
  const sending = useMutation({
    mutationFn: (given: Compared) => {
      giveUp.current = new AbortController()
      setCame(undefined)
      return compare(given, setSent, giveUp.current.signal)
    },
    onSuccess: (report, given) => setCame({ report, given }),
    onSettled: () => setSent(undefined),
  })
  const choose = (chosen: File) => {
    const known = tableKind(chosen.name)
    setWrong(known ? undefined : t('reconcile.wrongKind', { name: chosen.name }))
    setFile(known ? chosen : undefined)
    setCame(undefined)
    setHeadings({})
    sending.reset()
    return false // it is sent by the button below
  }
  const send = async (named = headings) => {
    if (!file) return setWrong(wrong ?? t('reconcile.needed'))
    const entered = await form.validateFields().catch(() => undefined)
    if (entered) sending.mutate({ ...entered, file, headings: named })
  }
  const { isPending: busy } = sending
  const fields = sending.error ? asProblem(sending.error).fields : []
  const unused = sending.error ? fields.filter(({ code }) => code === 'unused_column').map(({ field }) => field) : came?.report.unused_columns ?? []
  return (
    <>
      <header className="page-head">
        <h1>{t('reconcile.title')}</h1>
        <span className="grow" />
        <Link to="/finance">{t('reconcile.back')}</Link>
      </header>
      <Card size="small" className="gap-below">
        <p>{t('reconcile.about')}</p>
        {!came && (
          <>
            <p>{t('reconcile.columns.title')}</p>
            <ul>
              {columns.map((column) => (
                <li key={column}><code>{column}</code> <span className="secondary">({t(needed.includes(column) ? 'reconcile.columns.needed' : 'reconcile.columns.optional')})</span> {t(`reconcile.columns.${column}`)}</li>
              ))}
            </ul>
          </>
        )}
        <p>{t('reconcile.template')}: {(['csv', 'xlsx'] as const).map((format) => <a key={format} href={fileOf(template, {}, format)} download className="icon-link">{t(`app.file.${format}`)}</a>)}</p>
        <Form<Entered> form={form} layout="vertical" disabled={busy}>
          <Form.Item label={t('reconcile.file')} htmlFor="reconcile-file" validateStatus={wrong ? 'error' : undefined} help={wrong}>
            <Upload.Dragger id="reconcile-file" accept=".csv,.xlsx" maxCount={1} showUploadList={false} beforeUpload={choose}>
              {file ? <b>{t('reconcile.chosen', { name: file.name, size: Math.ceil(file.size / 1024) })}</b> : t('reconcile.choose')}
            </Upload.Dragger>
          </Form.Item>
          <div className="page-head" style={{ alignItems: 'flex-start' }}>
            <Form.Item name="from" label={t('reconcile.from')} extra={t('reconcile.daysHint')}><Input type="date" /></Form.Item>
            <Form.Item name="to" label={t('reconcile.to')} extra={t('reconcile.daysHint')}><Input type="date" /></Form.Item>
            <Form.Item name="currency" label={t('reconcile.currency')} rules={[{ pattern: /^[A-Z]{3}$/, message: t('reconcile.currencyWrong') }]}><Input maxLength={3} /></Form.Item>
            <Form.Item name="provider" label={t('reconcile.provider')} extra={t('reconcile.providerHint')} rules={[{ pattern: /^[a-z][a-z0-9_-]{0,39}$/, message: t('reconcile.providerWrong') }]}><Input maxLength={40} /></Form.Item>
          </div>
        </Form>
        {busy && <Sending sent={sent} />}
        {!giveUp.current.signal.aborted && unused.length === 0 && <ProblemNotice error={sending.error} />}
        <div className="page-head">
          <Button type="primary" loading={busy} onClick={() => void send()}>{t('reconcile.compare')}</Button>
          {busy && <Button onClick={() => giveUp.current.abort()}>{t('reconcile.stop')}</Button>}
        </div>
      </Card>
      <Suspense fallback={null}>
        {unused.length > 0 && !busy && (
          <HeadingChoice
            template={template} unused={unused} missing={fields.filter(({ code }) => code === 'missing_column').map(({ field }) => field)} named={headings}
            use={(named) => { setHeadings(named); void send(named) }}
          />
        )}
        {came && <Reconciled {...came} />}
      </Suspense>
    </>
  )
}
