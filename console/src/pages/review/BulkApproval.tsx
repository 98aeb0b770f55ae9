// Approves many returns, each for itself, and says of each what came of it.
import { useQueryClient } from '@tanstack/react-query'
import { Modal, Progress, Tag } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { review, type Return } from '../../api/returns'
import { useProblemText } from '../../parts/ProblemNotice'
import { Amount } from '../../parts/Words'
import { eachOf } from './eachOf'

type Result = 'waiting' | 'running' | 'ok' | { failed: string }

export function BulkApproval({ returns, close }: { returns: Return[]; close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const say = useProblemText()
  const [results, setResults] = useState<Record<string, Result>>({})
  const [state, setState] = useState<'asked' | 'running' | 'done'>('asked')
  const stopped = useRef(false)
  const all = Object.values(results)
  const done = all.filter((result) => result === 'ok').length
  const failed = all.filter((result) => typeof result === 'object').length

  const start = async () => {
    setState('running')
    await eachOf(returns, 4, async (ret) => {
      if (stopped.current) return
      const note = (result: Result) => setResults((before) => ({ ...before, [ret.id]: result }))
      note('running')
      try {
        await review(ret.id, { decision: 'approve' })
        note('ok')
      } catch (error) {
        const { title, what, also } = say(error)
        note({ failed: [what || title, ...also].join(' ') })
      }
    })
    setState('done')
    void queries.invalidateQueries({ queryKey: ['returns'] })
  }

  const leave = () => {
    stopped.current = true
    close()
  }

  return (
    <Modal
      open title={t('review.bulk.title', { count: returns.length })} onCancel={leave} mask={{ closable: false }}
      okText={state === 'done' ? t('app.form.close') : t('review.bulk.start')} cancelText={t('app.form.cancel')}
      okButtonProps={{ loading: state === 'running', autoFocus: true }} cancelButtonProps={{ hidden: state === 'done' }}
      onOk={() => (state === 'done' ? leave() : void start())}
    >
      <p>{t('review.bulk.text')}</p>
      {state !== 'asked' && (
        <div role="status">
          <Progress percent={Math.round((100 * (done + failed)) / returns.length)} status={failed > 0 ? 'exception' : undefined} aria-label={t('review.bulk.done', { done, total: returns.length })} />
          <p>{t('review.bulk.done', { done, total: returns.length })}{failed > 0 && ` · ${t('review.bulk.failed', { count: failed })}`}</p>
        </div>
      )}
      <ul className="bulk">
        {returns.map((ret) => {
          const result = results[ret.id] ?? 'waiting'
          return (
            <li key={ret.id}>
              <span className="rma">{ret.rma_number}</span> <Amount money={ret.refund.estimate} /> <span className="grow" />
              {typeof result === 'object' ? <span className="bad">{result.failed}</span> : <Tag className={`tone tone-${result === 'ok' ? 'done' : 'over'}`}>{t(`review.bulk.${result}`)}</Tag>}
            </li>
          )
        })}
      </ul>
    </Modal>
  )
}
