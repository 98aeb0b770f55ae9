// The manual: a part for each kind of work, and a first return to take from the
// request to the refund. Each part is loaded when it is opened.
import { useQuery } from '@tanstack/react-query'
import { Card, Menu, Select, Grid } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useSession } from '../../app/session'
import { addTexts } from '../../app/texts'
import en from '../../locales/en/help'
import zh from '../../locales/zh-CN/help'
import { Loading } from '../../parts/Loading'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Blocks } from './Blocks'
import { Guide } from './Guide'
import { sections } from './markdown'
import { topicOf, topics } from './topics'
import './help.css'

addTexts('help', { en, 'zh-CN': zh })

const files = import.meta.glob<string>('./text/*/*.md', { query: '?raw', import: 'default' })

export function Page() {
  const { t, i18n } = useTranslation()
  const { user } = useSession()
  const { lg } = Grid.useBreakpoint()
  const go = useNavigate()
  const { topic: named } = useParams()
  const topic = topics.find((each) => each === named) ?? topicOf(user.role)
  const language = i18n.language === 'zh-CN' ? 'zh-CN' : 'en'
  const text = useQuery({ queryKey: ['help', language, topic], queryFn: () => files[`./text/${language}/${topic}.md`]!(), staleTime: Infinity })
  const parts = text.data ? sections(text.data) : []
  const items = topics.map((key) => ({ key, value: key, label: t(`help.topics.${key}`) }))
  const open = (key: string) => void go(`/help/${key}`)
  return (
    <>
      <header className="page-head">
        <h1>{t('help.title')}</h1>
        {lg === false && <Select aria-label={t('help.title')} className="page-select" value={topic} onChange={open} options={items} />}
      </header>
      <div className="help">
        {lg !== false && <nav aria-label={t('help.title')}><Menu mode="inline" items={items.map(({ key, label }) => ({ key, label }))} selectedKeys={[topic]} onClick={({ key }) => open(key)} className="panel" /></nav>}
        <Card className="help-text">
          <h2>{t(`help.topics.${topic}`)}</h2>
          <ProblemNotice error={text.error} again={() => void text.refetch()} />
          {text.isPending && <Loading />}
          {text.data && (topic === 'guide' ? <Guide parts={parts} /> : parts.map((part) => <section key={part.title}>{part.title && <h3>{part.title}</h3>}<Blocks blocks={part.blocks} /></section>))}
        </Card>
      </div>
    </>
  )
}
