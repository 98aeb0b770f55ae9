import { CameraOutlined, UserOutlined, WarningOutlined } from '@ant-design/icons'
import { Checkbox } from 'antd'
import { useEffect, useRef, type ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import type { Return } from '../../api/returns'
import { More } from '../../parts/More'
import { Amount, Deadline, StatusTag, useReasonLabel } from '../../parts/Words'

interface Props {
  items: Return[]
  current?: string
  choose: (rma: string) => void
  chosen: string[]
  toggle: (rma: string) => void
  /** What more of them is asked from. */
  list: ComponentProps<typeof More>['list']
}

export function QueueList({ items, current, choose, chosen, toggle, list }: Props) {
  return (
    <ul className="queue-list">
      {items.map((ret) => (
        <Item key={ret.id} ret={ret} shown={ret.rma_number === current} choose={() => choose(ret.rma_number)} chosen={chosen.includes(ret.rma_number)} toggle={() => toggle(ret.rma_number)} />
      ))}
      <li className="queue-more"><More list={list} /></li>
    </ul>
  )
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
          {ret.evidence.length > 0 && <span className="secondary nowrap"><CameraOutlined aria-label={t('review.photos_count', { count: ret.evidence.length })} /> {ret.evidence.length}</span>}
        </span>
      </button>
    </li>
  )
}
