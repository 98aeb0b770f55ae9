// Machine names, amounts and times as people read them.
import { Tag } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../api/client'
import { reasonsQuery } from '../api/returns'
import { useFormat } from './format'
import { useMinute } from './minute'
import { useName } from './name'

/** Which of the tones of app.css a status has. */
const tones: Partial<Record<Schemas['Status'], string>> = {
  requested: 'waits', info_needed: 'waits', counter_offered: 'waits', approved: 'moves', confirmed: 'moves', pickup_scheduled: 'moves',
  in_transit: 'moves', received: 'here', inspected: 'here', refund_pending: 'here', refunded: 'done', completed: 'done',
  rejected: 'ended', written_off: 'ended',
}

export function StatusTag({ status }: { status: Schemas['Status'] }) {
  const name = useName()
  return <Tag className={`tone tone-${tones[status] ?? 'over'}`}>{name('status', status)}</Tag>
}

export function Amount({ money }: { money: Schemas['Money'] }) {
  const { money: format } = useFormat()
  return <span className="amount">{format(money)}</span>
}

/** A moment, or how long ago it was; the exact one is its title. No Tooltip: lists would draw two for each of their rows. */
export function When({ at, span }: { at: string; span?: boolean }) {
  const { moment, fromNow } = useFormat()
  return <time dateTime={at} title={span ? moment(at) : at}>{span ? fromNow(at) : moment(at)}</time>
}

/** The label of a reason in the reader's language; its code while that is not known. */
export function useReasonLabel() {
  const { i18n } = useTranslation()
  const { data } = useQuery(reasonsQuery)
  return (code: string) => {
    const reason = data?.items.find((each) => each.code === code)
    if (!reason) return code
    return i18n.language === 'zh-CN' ? reason.label_zh : reason.label_en
  }
}

export function useConditionLabel() {
  const name = useName()
  return (code: string) => name('condition', code)
}

/** How long there is left, in words; red once there is none. */
export function Deadline({ at, then }: { at: string; then?: string | null }) {
  const { t } = useTranslation()
  const name = useName()
  const { fromNow, moment } = useFormat()
  useMinute()
  const left = Date.parse(at) - Date.now()
  const what = then ? name('then', then) : ''
  const tone = left < 0 ? 'ended' : left < 4 * 3_600_000 ? 'waits' : 'over'
  return (
    <Tag className={`tone tone-${tone}`} title={`${moment(at)}${what ? ` · ${what}` : ''}`}>
      {left < 0 ? t('review.overdue', { span: fromNow(at) }) : t('review.due', { span: fromNow(at) })}
    </Tag>
  )
}
