// Who moved the return, when and why: its audit trail.
import { useQuery } from '@tanstack/react-query'
import { Timeline as AntTimeline } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../api/client'
import { eventsQuery } from '../../api/returns'
import { Loading } from '../../parts/Loading'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { When } from '../../parts/Words'

/** The words of a decision: notes, reasons and comments, without the rest of its body. */
export function wordsOf(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return []
  const said = data as Record<string, unknown>
  return ['note', 'reason', 'text', 'comment', 'complaint', 'reference'].map((key) => said[key]).filter((value): value is string => typeof value === 'string' && value !== '')
}

export function Timeline({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(eventsQuery(id))
  if (error) return <ProblemNotice error={error} again={() => void refetch()} />
  if (!data) return <Loading />
  return <AntTimeline items={data.items.map((event) => ({ key: event.seq, color: event.refused ? 'red' : event.actor.role === 'system' ? 'gray' : 'blue', content: <Event event={event} /> }))} />
}

function Event({ event }: { event: Schemas['Event'] }) {
  const { t } = useTranslation()
  const name = useName()
  const decision = (event.data as { decision?: string } | null)?.decision
  return (
    <div>
      <b>{name('action', event.action)}{decision && `: ${name('decision', decision)}`}</b>
      {event.from !== event.to && event.from && (
        <span> {t('returns.timeline.moved', { from: name('status', event.from), to: name('status', event.to) })}</span>
      )}
      <div className="secondary">{event.actor.name || name('role', event.actor.role)} · <When at={event.at} /></div>
      {wordsOf(event.data).map((words) => <div key={words} className="said">“{words}”</div>)}
      {event.refused && <div className="bad">{t('returns.timeline.refused', { why: event.refused })}</div>}
    </div>
  )
}
