// What the shop arranges for itself, a section for each kind of thing. Each role
// sees the sections whose calls it may make.
import { Segmented } from 'antd'
import { lazy, Suspense, type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate, useParams } from 'react-router'
import { may } from '../../app/menu'
import { useSession } from '../../app/session'
import { Loading } from '../../parts/Loading'
import './settings.css'
import './texts'

const section = (needs: string, load: () => Promise<{ Section: ComponentType }>) => ({ needs, Section: lazy(async () => ({ default: (await load()).Section })) })

const sections = {
  reasons: section('putReasons', () => import('./Reasons')),
  policies: section('listPolicies', () => import('./Policies')),
  messages: section('listMessageTemplates', () => import('./Messages')),
  phrases: section('putPhrases', () => import('./Phrases')),
  users: section('listUsers', () => import('./Users')),
  tokens: section('listTokens', () => import('./Tokens')),
  webhooks: section('listWebhookSubscriptions', () => import('./Webhooks')),
}
type Name = keyof typeof sections

export function Page() {
  const { t } = useTranslation()
  const session = useSession()
  const go = useNavigate()
  const { section: named } = useParams()
  const names = (Object.keys(sections) as Name[]).filter((name) => may(session, sections[name].needs))
  const chosen = names.find((name) => name === named)
  if (!chosen) return <Navigate to={`/settings/${names[0]}`} replace />
  const { Section } = sections[chosen]
  return (
    <>
      <header className="page-head">
        <h1>{t('settings.title')}</h1>
        <div className="settings-sections">
          <Segmented aria-label={t('settings.title')} value={chosen} onChange={(name) => void go(`/settings/${name}`)} options={names.map((value) => ({ value, label: t(`settings.sections.${value}`) }))} />
        </div>
      </header>
      <Suspense fallback={<Loading />}><Section /></Suspense>
    </>
  )
}
