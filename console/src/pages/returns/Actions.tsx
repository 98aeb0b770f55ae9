// The buttons of a return: what the caller may do with it now, and nothing else.
import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Action, Return } from '../../api/returns'
import { useName } from '../../parts/name'
import type { Decision } from '../review/ReviewDialog'
import { forms } from './forms'

// Nobody decides before having read: the dialogs come when they are opened.
const ActionDialog = lazy(async () => ({ default: (await import('./ActionDialog')).ActionDialog }))
const ReviewDialog = lazy(async () => ({ default: (await import('../review/ReviewDialog')).ReviewDialog }))

const reviews: [Decision, 'approve' | 'reject' | 'ask' | 'offer'][] = [['approve', 'approve'], ['reject', 'reject'], ['request_info', 'ask'], ['counter_offer', 'offer']]
/** What is offered at once; the rest is behind "more". */
const first: Action[] = ['confirm', 'schedule_pickup', 'receive', 'inspect', 'answer', 'acknowledge', 'answer_complaint', 'decide_complaint', 'send_back', 'decide_send_back']

export function Actions({ ret, refresh }: { ret: Return; refresh: () => void }) {
  const { t } = useTranslation()
  const name = useName()
  const [action, setAction] = useState<Action>()
  const [decision, setDecision] = useState<Decision>()
  const allowed = ret.allowed_actions.filter((each) => forms[each])
  const shown = allowed.filter((each) => first.includes(each))
  const more = allowed.filter((each) => !first.includes(each))
  const mayReview = ret.allowed_actions.includes('review')
  if (allowed.length === 0 && !mayReview) return <p className="secondary">{t('returns.actions.none')}</p>
  return (
    <div className="actions" role="group" aria-label={t('returns.actions.title')}>
      {mayReview && reviews.map(([each, label], index) => (
        <Button key={each} type={index === 0 ? 'primary' : 'default'} danger={each === 'reject'} onClick={() => setDecision(each)}>{t(`review.${label}`)}</Button>
      ))}
      {shown.map((each, index) => (
        <Button key={each} type={index === 0 && !mayReview ? 'primary' : 'default'} onClick={() => setAction(each)}>{name('action', each)}</Button>
      ))}
      {more.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: more.map((each) => ({ key: each, label: name('action', each), danger: each === 'cancel' || each === 'close' })), onClick: ({ key }) => setAction(key as Action) }}>
          <Button>{t('app.form.more')} <DownOutlined aria-hidden /></Button>
        </Dropdown>
      )}
      <Suspense>
        {action && <ActionDialog ret={ret} action={action} close={() => setAction(undefined)} refresh={refresh} />}
        {decision && <ReviewDialog ret={ret} decision={decision} close={() => setDecision(undefined)} decided={() => { setDecision(undefined); refresh() }} refresh={refresh} />}
      </Suspense>
    </div>
  )
}
