// Where a batch stands, in the list of batches and on its own page.
import { Progress, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Batch, BatchState } from '../../api/batches'

const tones: Record<BatchState, string> = { running: 'moves', paused: 'waits', done: 'done', cancelled: 'over' }

export function StateTag({ state }: { state: BatchState }) {
  const { t } = useTranslation()
  return <Tag className={`tone tone-${tones[state]}`}>{t(`batches.states.${state}`)}</Tag>
}

/** How far a batch is: rows that are behind it, well or badly. */
export function BatchProgress({ batch }: { batch: Batch }) {
  const { t } = useTranslation()
  const { total, done, failed, cancelled, waiting } = batch.progress
  const behind = total - waiting
  return (
    <div>
      <Progress percent={total === 0 ? 100 : Math.floor((100 * behind) / total)} success={{ percent: total === 0 ? 100 : Math.floor((100 * done) / total) }} status={batch.state === 'running' ? 'active' : 'normal'} aria-label={t('batches.of', { done: behind, total })} />
      <div className="secondary">{t('batches.counts', { done, failed, cancelled, waiting })}</div>
    </div>
  )
}
