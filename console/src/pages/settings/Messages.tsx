// What the mails to customers and staff say, each as it reads with a made-up
// return, and the shop's own words for it.
import { useQuery } from '@tanstack/react-query'
import { Empty, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { templateQuery, templatesQuery, type MailLanguage, type Template } from '../../api/messageTemplates'
import { languages as languageNames } from '../../app/language'
import { useFilter } from '../../parts/address'
import { Loading } from '../../parts/Loading'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { MailView } from './MailView'
import { useKindOfMail } from './kindOfMail'
import { WordsEditor } from './WordsEditor'

const languages: MailLanguage[] = ['en', 'zh-CN']

export function Section() {
  const { t, i18n } = useTranslation()
  const kindName = useKindOfMail()
  const [filter, change] = useFilter(['kind', 'language'] as const)
  const list = useQuery(templatesQuery)
  const items = list.data?.items ?? []
  const language = (languages.find((each) => each === filter.language) ?? i18n.language) as MailLanguage
  const kind = filter.kind ?? items[0]?.kind
  const shown = useQuery({ ...templateQuery(kind ?? '', language), enabled: Boolean(kind) })
  const options = (staff: boolean) => items.filter((each) => each.language === language && each.staff === staff).map((each) => ({ value: each.kind, label: `${kindName(each.kind)}${each.own ? ` · ${t('settings.messages.own')}` : ''}` }))
  return (
    <>
      <p className="secondary">{t('settings.messages.text')}</p>
      <div className="page-head">
        <Select
          aria-label={t('settings.messages.kind')} className="page-select" showSearch={{ optionFilterProp: 'label' }} value={kind} loading={list.isPending} onChange={(chosen: string) => change({ kind: chosen })}
          options={[{ label: t('settings.messages.toCustomers'), options: options(false) }, { label: t('settings.messages.toStaff'), options: options(true) }]}
        />
        <Segmented aria-label={t('app.language')} value={language} onChange={(chosen) => change({ language: chosen })} options={languages.map((value) => ({ value, label: languageNames[value] }))} />
      </div>
      <ProblemNotice error={list.error ?? shown.error} again={() => void (list.error ? list : shown).refetch()} />
      {!list.error && !shown.error && (shown.data && list.data ? <One key={`${shown.data.template.kind} ${shown.data.template.language} ${shown.data.template.changed_at}`} template={shown.data.template} preview={shown.data.preview} placeholders={list.data.placeholders} /> : <Loading />)}
      {list.data && items.length === 0 && <Empty />}
    </>
  )
}

function One({ template, preview, placeholders }: { template: Template; preview: { subject: string; text: string; html: string }; placeholders: string[] }) {
  return (
    <div className="settings-mail">
      <WordsEditor template={template} placeholders={placeholders} stored={preview} show={(mail) => <MailView mail={mail} language={template.language} />} />
    </div>
  )
}
