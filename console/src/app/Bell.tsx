// What waits for one's role, from everywhere: how much, how much of it too long,
// and the way there.
import { BellOutlined } from '@ant-design/icons'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Badge, Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { answer, client, type Schemas } from '../api/client'
import { useName } from '../parts/name'
import { may } from './menu'
import { useSession } from './session'

type Queue = Schemas['Queue']

const queuesQuery = queryOptions({
  queryKey: ['queues'],
  queryFn: ({ signal }) => answer(client.GET('/v1/queues', { signal })),
  refetchInterval: 5 * 60_000, // a deadline passes without any event
})

export function Bell() {
  const { t } = useTranslation()
  const name = useName()
  const session = useSession()
  const { data } = useQuery(queuesQuery)
  const queues = data?.items ?? []
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0)
  const late = queues.reduce((sum, queue) => sum + queue.overdue, 0)
  const what = (queue: Queue) => (queue.status ? name('status', queue.status) : t(`app.bell.${queue.queue as 'strays'}`))
  const items = queues.map((queue) => {
    const words = (
      <span className="bell-row">
        <span>{what(queue)}{queue.waiting_for !== session.user.role && <span className="secondary"> · {name('role', queue.waiting_for)}</span>}</span>
        <b>{queue.waiting}</b>
        {queue.overdue > 0 && <span className="bad">{t('app.bell.overdue', { count: queue.overdue })}</span>}
      </span>
    )
    const path = pathOf(queue, may(session, 'reviewReturn'))
    return { key: `${queue.queue} ${queue.status} ${queue.waiting_for}`, label: path ? <Link to={path}>{words}</Link> : words }
  })
  return (
    <Dropdown trigger={['click']} menu={{ items: items.length > 0 ? items : [{ key: 'none', disabled: true, label: t('app.bell.none') }] }}>
      <Button type="text" aria-label={[waiting > 0 ? t('app.bell.waiting', { count: waiting }) : t('app.bell.none'), ...(late > 0 ? [t('app.bell.overdue', { count: late })] : [])].join(' · ')} icon={<Badge count={late > 0 ? `${Math.min(waiting, 999)}!` : waiting} size="small" color={late > 0 ? undefined : 'blue'} overflowCount={999}><BellOutlined /></Badge>} />
    </Dropdown>
  )
}

/** Where what waits is found; what has no page of its own is only counted. */
function pathOf({ queue, status, waiting_for }: Queue, reviews: boolean) {
  if (queue === 'complaints') return '/complaints'
  if (queue === 'strays') return '/strays'
  if (queue === 'held_goods') return `/held?waiting_for=${waiting_for}`
  if (queue !== 'returns') return undefined
  return status === 'requested' && reviews ? '/review' : `/returns?status=${status}&waiting_for=${waiting_for}`
}
