import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { messagesQuery } from '../../api/returns'
import { Loading } from '../../parts/Loading'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { useName } from '../../parts/name'
import { When } from '../../parts/Words'

const tones = { sent: 'done', no_address: 'waits', refused: 'ended' }

/** What was written to the customer, and whether it went out. */
export function Messages({ id }: { id: string }) {
  const { t } = useTranslation()
  const name = useName()
  const { data, error, refetch } = useQuery(messagesQuery(id))
  if (error) return <ProblemNotice error={error} again={() => void refetch()} />
  if (!data) return <Loading />
  if (data.items.length === 0) return <p className="secondary">{t('returns.noMessages')}</p>
  return (
    <ul className="rows">
      {data.items.map((message) => (
        <li key={message.id}>
          <span><b>{name('status', message.kind)}</b> <span className="secondary">{message.recipient && t('returns.message.to', { recipient: message.recipient })} · <When at={message.created_at} /></span></span>
          <Tag className={`tone tone-${message.outcome ? tones[message.outcome] : 'over'}`}>{t(`returns.message.${message.outcome ?? 'pending'}`)}</Tag>
        </li>
      ))}
    </ul>
  )
}
