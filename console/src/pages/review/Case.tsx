// The return that is judged: photos first, then what is asked for, and why the
// policy left it to a person.
import { ExportOutlined } from '@ant-design/icons'
import { Alert, Button, Space, Tag } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Return } from '../../api/returns'
import { useSession } from '../../app/session'
import { useFormat } from '../../parts/format'
import { Photos } from '../../parts/Photos'
import { Amount, Deadline, StatusTag } from '../../parts/Words'
import { Lines } from '../../parts/Lines'
import { VerdictView } from '../../parts/VerdictView'
import type { Decision } from './ReviewDialog'

const Assign = lazy(() => import('./Assign'))

interface Props {
  ret: Return
  decide: (decision: Decision) => void
  hold: () => void
  /** Whether whom to assign it to is being chosen. */
  assigning: boolean
  setAssigning: (open: boolean) => void
}

export function Case({ ret, decide, hold, assigning, setAssigning }: Props) {
  const { t } = useTranslation()
  const { inWords } = useFormat()
  const { user } = useSession()
  const mine = ret.assignee === user.id
  const may = ret.allowed_actions.includes('review')
  const holder = <Tag>{mine ? t('review.claimedByMe') : ret.assignee_name ? t('review.claimedBy', { name: ret.assignee_name }) : t('review.free')}</Tag>
  return (
    <article>
      <header className="case-head">
        <div>
          <h2 className="rma">{ret.rma_number}</h2>
          <Space size={6} wrap>
            <StatusTag status={ret.status} />
            {ret.deadline && <Deadline at={ret.deadline} then={ret.then} />}
            {ret.allowed_actions.includes('assign') ? <Suspense fallback={holder}><Assign key={ret.id} ret={ret} open={assigning} setOpen={setAssigning} /></Suspense> : holder}
            <b><Amount money={ret.refund.estimate} /></b>
          </Space>
        </div>
        <Space wrap className="case-actions">
          <Button type="primary" disabled={!may} onClick={() => decide('approve')}>{t('review.approve')} <kbd aria-hidden>a</kbd></Button>
          <Button danger disabled={!may} onClick={() => decide('reject')}>{t('review.reject')} <kbd aria-hidden>r</kbd></Button>
          <Button disabled={!may} onClick={() => decide('request_info')}>{t('review.ask')} <kbd aria-hidden>i</kbd></Button>
          <Button disabled={!may} onClick={() => decide('counter_offer')}>{t('review.offer')} <kbd aria-hidden>o</kbd></Button>
          <Button disabled={!ret.allowed_actions.includes(mine ? 'release' : 'claim')} onClick={hold}>{mine ? t('review.release') : t('review.claim')} <kbd aria-hidden>c</kbd></Button>
          <Link to={`/returns/${ret.rma_number}`} aria-label={t('review.openPage')} title={t('review.openPage')} className="icon-link"><ExportOutlined /></Link>
        </Space>
      </header>
      {ret.attention && <Alert type="warning" showIcon title={t('returns.attention')} description={ret.attention} className="gap-below" />}
      {ret.explanation && <p className="explanation">{inWords(ret.explanation)}</p>}
      <Photos photos={ret.evidence} large />
      {ret.note && <blockquote>{ret.note}</blockquote>}
      <Lines ret={ret} />
      <VerdictView verdict={ret.verdict} currency={ret.refund.estimate.currency} />
    </article>
  )
}
