// The sentences that reviewers are offered when they ask or reject, in the order
// in which they are offered.
import { ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { phrasesQuery, putPhrases, type Phrase } from '../../api/settings'
import { Loading } from '../../parts/Loading'
import { ProblemNotice } from '../../parts/ProblemNotice'

const decisions = ['request_info', 'reject'] as const
type Entered = Record<Phrase['decision'], Omit<Phrase, 'decision'>[]>

export function Section() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(phrasesQuery)
  return (
    <>
      <p className="secondary">{t('settings.phrases.text')}</p>
      <ProblemNotice error={error} again={() => void refetch()} />
      {data ? <Phrases phrases={data.items} /> : !error && <Loading />}
    </>
  )
}

function Phrases({ phrases }: { phrases: Phrase[] }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Entered>()
  const saving = useMutation({
    mutationFn: (entered: Entered) => putPhrases(decisions.flatMap((decision) => entered[decision].map(({ text_en, text_zh }) => ({ decision, text_en: text_en.trim(), text_zh: text_zh.trim() })))),
    onSuccess: (after) => {
      queries.setQueryData(phrasesQuery.queryKey, after)
      message.success(t('settings.phrases.saved'))
    },
  })
  const initial = Object.fromEntries(decisions.map((decision) => [decision, phrases.filter((each) => each.decision === decision)]))
  return (
    <Form<Entered> form={form} layout="vertical" initialValues={initial} onFinish={(entered) => saving.mutate(entered)}>
      {decisions.map((decision) => (
        <section key={decision} className="panel gap-below" aria-label={t(`settings.phrases.of.${decision}`)}>
          <h2>{t(`settings.phrases.of.${decision}`)}</h2>
          <List decision={decision} />
        </section>
      ))}
      <ProblemNotice error={saving.error} again={() => form.submit()} />
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('settings.phrases.save')}</Button>
    </Form>
  )
}

function List({ decision }: { decision: Phrase['decision'] }) {
  const { t } = useTranslation()
  const needed = [{ required: true, whitespace: true, message: t('app.form.required') }]
  return (
    <Form.List name={decision}>
      {(rows, { add, remove, move }) => (
        <>
          {rows.map(({ key, name }, index) => (
            <div key={key} className="settings-phrase">
              {(['text_en', 'text_zh'] as const).map((text) => (
                <Form.Item key={text} name={[name, text]} rules={needed}>
                  <Input.TextArea autoSize maxLength={1000} lang={text === 'text_en' ? 'en' : 'zh-CN'} aria-label={`${t(`settings.phrases.${text}`)} ${index + 1}`} placeholder={t(`settings.phrases.${text}`)} />
                </Form.Item>
              ))}
              <Button type="text" icon={<ArrowUpOutlined />} disabled={index === 0} aria-label={t('settings.phrases.up', { number: index + 1 })} onClick={() => move(index, index - 1)} />
              <Button type="text" icon={<DeleteOutlined />} aria-label={t('settings.phrases.remove', { number: index + 1 })} onClick={() => remove(name)} />
            </div>
          ))}
          <Button size="small" onClick={() => add({ text_en: '', text_zh: '' })}>{t('settings.phrases.add')}</Button>
        </>
      )}
    </Form.List>
  )
}
