// What the service is doing with a return, for those who wonder why it does not move:
// the steps under way, how often they were tried, and what one can do about it.
import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { liveQuery } from '../../api/returns'
import { useFormat } from '../../parts/format'
import { ProblemNotice } from '../../parts/ProblemNotice'

export function Doing({ id }: { id: string }) {
  const { t } = useTranslation()
  const { number, moment } = useFormat()
  const [asked, ask] = useState(false)
  const { data, error, isFetching, refetch } = useQuery({ ...liveQuery(id), enabled: asked })
  const again = () => void (asked ? refetch() : ask(true))
  return (
    <div className="gap-below">
      <Button size="small" loading={isFetching} onClick={again}>{t(asked ? 'returns.doing.again' : 'returns.doing.ask')}</Button>
      <div aria-live="polite">
        <ProblemNotice error={error} />
        {data?.pending.length === 0 && <Alert type="success" className="doing" title={t('returns.doing.nothing')} />}
        {data?.pending.map((step) => (
          <Alert
            key={`${step.activity} ${step.attempt}`} type={step.trouble ? 'warning' : 'info'} className="doing"
            title={t('returns.doing.step', { step: step.activity, attempt: number(step.attempt) })}
            description={
              <>
                {step.hint && <div>{step.hint}</div>}
                {step.last_error && <code className="last-error">{step.last_error}</code>}
                {step.next_attempt && <div className="secondary">{t('returns.doing.next', { at: moment(step.next_attempt) })}</div>}
              </>
            }
          />
        ))}
      </div>
    </div>
  )
}
