import { CameraOutlined, UserOutlined, WarningOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Return } from '../../api/returns'
import { Amount, Deadline, StatusTag, useReasonLabel } from '../../parts/Words'

interface Props {
  items: Return[]
  current?: string
  choose: (rma: string) => void
  chosen: string[]
  toggle: (rma: string) => void
  more?: () => void
}

export function QueueList({ items, current, choose, chosen, toggle, more }: Props) {
  return (
    <ul className="queue-list">
      {items.map((ret) => (
        <Item key={ret.id} ret={ret} shown={ret.rma_number === current} choose={() => choose(ret.rma_number)} chosen={chosen.includes(ret.rma_number)} toggle={() => toggle(ret.rma_number)} />
      ))}
      {more && <More load={more} />}
    </ul>
  )
}

/** Loads more once it comes into sight. */
function More({ load }: { load: () => void }) {
  const { t } = useTranslation()
  const self = useRef<HTMLLIElement>(null)
  const latest = useRef(load)
  useEffect(() => {
    latest.current = load
  })
  useEffect(() => {
    const watch = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && latest.current())
    watch.observe(self.current!)
    return () => watch.disconnect()
  }, [])
  return <li ref={self} className="queue-more"><Button block onClick={load}>{t('app.form.loadMore')}</Button></li>
}

function Item({ ret, shown, choose, chosen, toggle }: { ret: Return; shown: boolean; choose: () => void; chosen: boolean; toggle: () => void }) {
  const { t } = useTranslation()
  const reason = useReasonLabel()
  const self = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (shown) self.current?.scrollIntoView({ block: 'nearest' })
  }, [shown])
  const units = ret.lines.reduce((sum, line) => sum + line.quantity, 0)
  const reasons = [...new Set(ret.lines.map((line) => line.reason))].map(reason).join(', ')
  return (
    <li ref={self} className={shown ? 'queue-item shown' : 'queue-item'}>
      <Checkbox aria-label={t('review.select', { rma: ret.rma_number })} checked={chosen} onChange={toggle} />
      <button type="button" className="queue-open" aria-current={shown ? 'true' : undefined} onClick={choose}>
        <span className="queue-row">
          <b className="rma">{ret.rma_number}</b>
          <Amount money={ret.refund.estimate} />
        </span>
        <span className="queue-row">
          <span className="cut">{ret.customer_name || ret.customer_id}</span>
          <span className="secondary nowrap">{t('review.units', { count: units })}</span>
        </span>
        <span className="queue-row secondary"><span className="cut">{reasons}</span></span>
        <span className="queue-row tags">
          {ret.status !== 'requested' && <StatusTag status={ret.status} />}
          {ret.deadline && <Deadline at={ret.deadline} then={ret.then} />}
          <span className="grow" />
          {ret.attention && <WarningOutlined className="warn" aria-label={t('returns.attention')} />}
          {ret.assignee_name && <span className="secondary cut"><UserOutlined aria-hidden /> {ret.assignee_name}</span>}
          {ret.evidence.length > 0 && <span className="secondary"><CameraOutlined aria-label={t('review.photos_count', { count: ret.evidence.length })} /> {ret.evidence.length}</span>}
        </span>
      </button>
    </li>
  )
}
