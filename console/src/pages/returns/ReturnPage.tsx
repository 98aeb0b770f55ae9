// One return: where it stands, what can be done, and everything that is known.
import { CopyOutlined, ExportOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Card, Space, Steps, Tag } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { returnQuery, type Return } from '../../api/returns'
import { settings } from '../../app/settings'
import { useFormat } from '../../parts/format'
import { Lines } from '../../parts/Lines'
import { Loading } from '../../parts/Loading'
import { useName } from '../../parts/name'
import { Papers } from '../../parts/Papers'
import { Photos } from '../../parts/Photos'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { VerdictView } from '../../parts/VerdictView'
import { Deadline, StatusTag, When } from '../../parts/Words'
import { Actions } from './Actions'
import { Doing } from './Doing'
import { Messages } from './Messages'
import { MoneyView } from './MoneyView'
import { Parcels } from './Parcels'
import { StockMoves } from './StockMoves'
import { stepsOf, stoppedShort } from './steps'
import { Timeline } from './Timeline'
import './returns.css'

export function Page() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const { inWords } = useFormat()
  const { data: ret, error, refetch } = useQuery(returnQuery(id))
  if (error && !ret) return <ProblemNotice error={error} again={() => void refetch()} page />
  if (!ret) return <Loading page />
  const { steps, at } = stepsOf(ret)
  return (
    <>
      <Head ret={ret} />
      <Steps
        className="step-bar" size="small" current={at} status={stoppedShort(ret.status) ? 'error' : undefined} responsive
        items={steps.map((step) => ({ title: t(`returns.steps.${step}`) }))}
      />
      {ret.attention && <Alert type="warning" showIcon title={t('returns.attention')} description={ret.attention} className="gap-below" />}
      {ret.imported_from && (
        <Alert type="info" title={t('returns.imported', { from: ret.imported_from, number: ret.imported_number })} className="gap-below" />
      )}
      {ret.explanation && <Alert type="info" title={inWords(ret.explanation)} className="gap-below" />}
      <Actions ret={ret} refresh={() => void refetch()} />
      <div className="return-grid">
        <div>
          <Section title={t('returns.sections.lines')}>
            <Lines ret={ret} goods />
            {ret.note && <><h3>{t('returns.sections.note')}</h3><blockquote>{ret.note}</blockquote></>}
          </Section>
          <Section title={t('returns.sections.photos')}><Photos photos={ret.evidence} /></Section>
          <Section title={t('returns.sections.money')}><MoneyView ret={ret} /></Section>
          <Section title={t('returns.sections.parcels')}><Parcels ret={ret} /></Section>
          <Section title={t('returns.sections.stock')}><StockMoves ret={ret} /></Section>
        </div>
        <div>
          <Section title={t('returns.sections.verdict')}><VerdictView verdict={ret.verdict} currency={ret.refund.estimate.currency} /></Section>
          <Section title={t('returns.sections.timeline')}>
            {!ret.closed_at && <Doing id={ret.id} />}
            <Timeline id={ret.id} />
          </Section>
          <Section title={t('returns.sections.messages')}><Messages id={ret.id} /></Section>
        </div>
      </div>
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return <Card size="small" title={<h2 className="section-title">{title}</h2>} className="gap-below">{children}</Card>
}

function Head({ ret }: { ret: Return }) {
  const { t } = useTranslation()
  const name = useName()
  const { message } = App.useApp()
  const copy = async () => {
    await navigator.clipboard.writeText(ret.rma_number)
    message.success(t('app.form.copied'))
  }
  return (
    <header className="return-head">
      <h1 className="rma">{ret.rma_number} <Button type="text" size="small" aria-label={t('returns.copyNumber')} icon={<CopyOutlined />} onClick={() => void copy()} /></h1>
      <Space wrap size={[8, 4]}>
        <StatusTag status={ret.status} />
        {ret.deadline && <Deadline at={ret.deadline} then={ret.then} />}
        {ret.tracks.dispute !== 'none' && <Tag className="tone tone-ended">{name('dispute', ret.tracks.dispute)}</Tag>}
        {ret.assignee_name && <Tag>{t('review.claimedBy', { name: ret.assignee_name })}</Tag>}
        <span>{t('returns.order')} <Link to={`/orders/${encodeURIComponent(ret.order_number)}`}>{ret.order_number}</Link></span>
        <span>{t('returns.customer')} <Link to={`/returns?customer=${encodeURIComponent(ret.customer_id)}`}>{ret.customer_name || ret.customer_id}</Link></span>
        <span className="secondary">{t('returns.opened')} <When at={ret.opened_at} /> {t('returns.by')} {ret.requested_by.name || name('role', ret.requested_by.role)}</span>
        <span className="secondary">{name('method', ret.method)} · {name('refundTo', ret.refund_to)}</span>
        {settings.temporal_ui && (
          <a href={`${settings.temporal_ui}/namespaces/default/workflows/${encodeURIComponent(`return/${ret.id}`)}`} target="_blank" rel="noreferrer">
            {t('returns.inTemporal')} <ExportOutlined aria-hidden />
          </a>
        )}
        <Papers ret={ret} />
      </Space>
    </header>
  )
}
