// One batch as it goes: how far it is, what can be done with it, and what became
// of each of its rows.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Space } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { batchQuery, steer, type Batch, type Outcome } from '../../api/batches'
import { useMay } from '../../app/session'
import { useFilter } from '../../parts/address'
import { Download } from '../../parts/Download'
import { Loading } from '../../parts/Loading'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { When } from '../../parts/Words'
import { BatchProgress, StateTag } from './BatchState'
import { BatchRows } from './BatchRows'
import type { Deciding } from './DecideDialog'
import './texts'

const DecideDialog = lazy(async () => ({ default: (await import('./DecideDialog')).DecideDialog }))

export function Page() {
  const { id = '' } = useParams()
  const { data: batch, error, refetch } = useQuery(batchQuery(id))
  if (error && !batch) return <ProblemNotice error={error} again={() => void refetch()} page />
  return batch ? <OneBatch batch={batch} error={error} refetch={() => void refetch()} /> : <Loading page />
}

function OneBatch({ batch, error, refetch }: { batch: Batch; error: unknown; refetch: () => void }) {
  const { t } = useTranslation()
  const mayReview = useMay('reviewBatch')
  const mayConfirm = useMay('confirmBatch')
  const [filter, change] = useFilter(['outcome'] as const)
  const [chosen, setChosen] = useState<number[]>([])
  const [deciding, setDeciding] = useState<Deciding['action']>()
  const outcomes = (filter.outcome?.split(',') ?? []) as Outcome[]
  const decides = batch.progress.done > 0
  return (
    <>
      <header className="page-head">
        <h1>{batch.name || batch.id}</h1>
        <StateTag state={batch.state} />
        <span className="secondary">{batch.created_by.name || batch.created_by.id} · <When at={batch.created_at} /></span>
        <span className="grow" />
        <Download path={`/v1/batches/${batch.id}/export`} filter={filter} />
        <Steering batch={batch} refetch={refetch} />
      </header>
      <ProblemNotice error={error} again={refetch} />
      <div className="panel gap-below" role="status" aria-label={t('batches.columns.progress')}><BatchProgress batch={batch} /></div>
      {decides && (mayReview || mayConfirm) && (
        <div className="page-head">
          <span>{chosen.length > 0 ? t('batches.chosen', { count: chosen.length }) : t('batches.allOf', { count: batch.progress.done })}</span>
          {mayReview && <Button type="primary" onClick={() => setDeciding('review')}>{t('batches.review')}</Button>}
          {mayConfirm && <Button onClick={() => setDeciding('confirm')}>{t('batches.confirm')}</Button>}
          {chosen.length > 0 && <Button type="text" onClick={() => setChosen([])}>{t('batches.none')}</Button>}
        </div>
      )}
      <Decisions batch={batch} />
      <BatchRows batch={batch} outcomes={outcomes} chooseOutcomes={(now) => change({ outcome: now.join(',') })} chosen={chosen} choose={mayReview || mayConfirm ? setChosen : undefined} />
      <Suspense>{deciding && <DecideDialog batch={batch} deciding={{ action: deciding, rows: chosen }} close={() => setDeciding(undefined)} done={() => { setDeciding(undefined); setChosen([]); refetch() }} />}</Suspense>
    </>
  )
}

function Steering({ batch, refetch }: { batch: Batch; refetch: () => void }) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const may = useMay('pauseBatch')
  const steering = useMutation({
    mutationFn: (action: 'pause' | 'resume' | 'cancel') => steer(batch.id, action),
    onSuccess: (after, action) => {
      queries.setQueryData(batchQuery(batch.id).queryKey, after)
      message.success(t(`batches.took.${action}`))
    },
    onSettled: refetch,
  })
  if (!may || (batch.state !== 'running' && batch.state !== 'paused')) return null
  const ask = () => void modal.confirm({
    title: t('batches.cancelTitle'), content: t('batches.cancelText', { waiting: batch.progress.waiting }), okText: t('batches.cancel'), okButtonProps: { danger: true }, cancelText: t('batches.cancelNo'),
    onOk: () => steering.mutate('cancel'),
  })
  return (
    <>
      <Space>
        {batch.state === 'running'
          ? <Button loading={steering.isPending} onClick={() => steering.mutate('pause')}>{t('batches.pause')}</Button>
          : <Button loading={steering.isPending} onClick={() => steering.mutate('resume')}>{t('batches.resume')}</Button>}
        <Button danger onClick={ask}>{t('batches.cancel')}</Button>
      </Space>
      <ProblemNotice error={steering.error} refresh={() => { steering.reset(); refetch() }} />
    </>
  )
}

/** What was decided about many rows at once, and how far that is. */
function Decisions({ batch }: { batch: Batch }) {
  const { t } = useTranslation()
  const name = useName()
  if (batch.decisions.length === 0) return null
  const words = { pause: t('batches.pause'), resume: t('batches.resume'), cancel: t('batches.cancel'), review: t('batches.review'), confirm: t('batches.confirm') }
  return (
    <section className="panel gap-below" aria-label={t('batches.decisionsTitle')}>
      <h2 className="section-title">{t('batches.decisionsTitle')}</h2>
      <ul className="rows">
        {batch.decisions.map((decision) => (
          <li key={decision.seq}>
            <span><b>{words[decision.action]}</b>{decision.total > 0 && ` · ${t('batches.decisionLine', { taken: decision.taken, total: decision.total, refused: decision.refused, waiting: decision.waiting })}`}{decision.reason && <span className="bad"> {decision.reason}</span>}</span>
            <span className="secondary">{decision.by.name || name('role', decision.by.role)} · <When at={decision.at} /></span>
          </li>
        ))}
      </ul>
    </section>
  )
}
