// Orders, stock, reasons and returns of a former system, from files: tried first,
// then taken, with every row that was not.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Card, Form, Input, Segmented, Upload } from 'antd'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { importRows, kinds, rowsKind, templateOf, type Came, type Headings, type Kind } from '../../api/imports'
import { asProblem } from '../../api/problem'
import type { Sent } from '../../api/transfer'
import { may } from '../../app/menu'
import { useSession } from '../../app/session'
import { addTexts } from '../../app/texts'
import en from '../../locales/en/imports'
import zh from '../../locales/zh-CN/imports'
import { useFilter } from '../../parts/address'
import { fileOf } from '../../parts/Download'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Sending } from '../../parts/Sending'
import { Outcome } from './Outcome'

addTexts('imports', { en, 'zh-CN': zh })

const HeadingChoice = lazy(() => import('./HeadingChoice'))

interface Entered {
  currency?: string
  from?: string
}

export function Page() {
  const { t } = useTranslation()
  const session = useSession()
  const possible = (Object.keys(kinds) as Kind[]).filter((kind) => may(session, kinds[kind]))
  const [filter, change] = useFilter(['kind'] as const)
  const kind = possible.find((each) => each === filter.kind) ?? possible[0]!
  return (
    <>
      <header className="page-head">
        <h1>{t('imports.title')}</h1>
        <Segmented aria-label={t('imports.title')} value={kind} onChange={(value) => change({ kind: value })} options={possible.map((value) => ({ value, label: t(`imports.kinds.${value}`) }))} />
      </header>
      <OneImport key={kind} kind={kind} />
    </>
  )
}

function OneImport({ kind }: { kind: Kind }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [form] = Form.useForm<Entered>()
  const [file, setFile] = useState<File>()
  const [wrong, setWrong] = useState<string>()
  const [sent, setSent] = useState<Sent>()
  const [came, setCame] = useState<{ report: Came; dry: boolean }>()
  const [headings, setHeadings] = useState<Headings>({})
  const giveUp = useRef(new AbortController())
  const sending = useMutation({
    mutationFn: ({ dry, ...entered }: Entered & { dry: boolean; headings: Headings }) => {
      giveUp.current = new AbortController()
      setCame(undefined)
      return importRows({ kind, file: file!, dry, ...entered }, setSent, giveUp.current.signal)
    },
    onSuccess: (report, { dry }) => {
      setCame({ report, dry })
      if (!dry) void queries.invalidateQueries()
    },
    onSettled: () => setSent(undefined),
  })
  const choose = (chosen: File) => {
    const known = rowsKind(chosen.name)
    setWrong(known ? undefined : t('imports.wrongKind', { name: chosen.name }))
    setFile(known ? chosen : undefined)
    setCame(undefined)
    setHeadings({})
    sending.reset()
    return false // it is sent by the buttons below
  }
  const send = async (dry: boolean, named = headings) => {
    if (!file) return setWrong(wrong ?? t('imports.needed'))
    const entered = await form.validateFields().catch(() => undefined)
    if (entered) sending.mutate({ ...entered, headings: named, dry })
  }
  const { isPending: busy } = sending
  const fields = sending.error ? asProblem(sending.error).fields : []
  const unused = sending.error ? fields.filter(({ code }) => code === 'unused_column').map(({ field }) => field) : came?.report.unused_columns ?? []
  const given = giveUp.current.signal.aborted
  return (
    <>
      <Card size="small" className="gap-below">
        <p>{t(`imports.about.${kind}`)} {t('imports.rows')}</p>
        <p>{t('imports.template')}: {(['csv', 'xlsx'] as const).map((format) => <a key={format} href={fileOf(templateOf(kind), {}, format)} download className="icon-link">{t(`app.file.${format}`)}</a>)}</p>
        <Form<Entered> form={form} layout="vertical" disabled={busy}>
          <Form.Item label={t('imports.file')} htmlFor="import-file" validateStatus={wrong ? 'error' : undefined} help={wrong}>
            <Upload.Dragger id="import-file" accept=".csv,.xlsx,.ndjson,.jsonl" maxCount={1} showUploadList={false} beforeUpload={choose}>
              {file ? <b>{t('imports.chosen', { name: file.name, size: Math.ceil(file.size / 1024) })}</b> : t('imports.choose')}
            </Upload.Dragger>
          </Form.Item>
          {kind === 'orders' && <Form.Item name="currency" label={t('imports.currency')} extra={t('imports.currencyHint')} rules={[{ pattern: /^[A-Z]{3}$/, message: t('imports.currencyWrong') }]}><Input maxLength={3} style={{ width: 120 }} /></Form.Item>}
          {kind === 'returns' && <Form.Item name="from" label={t('imports.from')} extra={t('imports.fromHint')} rules={[{ required: true, whitespace: true, message: t('app.form.required') }]}><Input maxLength={40} style={{ width: 240 }} /></Form.Item>}
        </Form>
        {busy && <Sending sent={sent} />}
        {!given && unused.length === 0 && <ProblemNotice error={sending.error} />}
        <div className="page-head">
          <Button loading={busy && sending.variables.dry} disabled={busy} onClick={() => void send(true)}>{t('imports.try')}</Button>
          <Button type="primary" loading={busy && !sending.variables.dry} disabled={busy} onClick={() => void send(false)}>{t('imports.take')}</Button>
          {busy && <Button onClick={() => giveUp.current.abort()}>{t('imports.stop')}</Button>}
        </div>
      </Card>
      {unused.length > 0 && !busy && (came?.dry ?? true) && (
        <Suspense fallback={null}>
          <HeadingChoice
            template={templateOf(kind)} unused={unused} missing={fields.filter(({ code }) => code === 'missing_column').map(({ field }) => field)} named={headings}
            use={(named) => { setHeadings(named); void send(true, named) }}
          />
        </Suspense>
      )}
      {came && <Outcome kind={kind} {...came} />}
    </>
  )
}
