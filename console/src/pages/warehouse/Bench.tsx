// One return at the bench: count what is in the parcel, then say of each line in
// what condition it is and where it goes.
import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { asProblem } from '../../api/problem'
import { returnQuery, type Return } from '../../api/returns'
import { queries } from '../../app/queries'
import { useSession } from '../../app/session'
import { Loading } from '../../parts/Loading'
import { Papers } from '../../parts/Papers'
import { Photos } from '../../parts/Photos'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { StatusTag } from '../../parts/Words'
import { beep } from './beep'
import { Counting } from './Counting'
import { Inspecting } from './Inspecting'
import { useKept } from './outbox'

/** The return as the list of what is expected shows it, so that a parcel can be counted when the network is away. */
const expected = (rma: string) =>
  queries.getQueriesData<{ pages: { items: Return[] }[] }>({ queryKey: ['returns'] })
    .flatMap(([, data]) => data?.pages?.flatMap(({ items }) => items) ?? []).find((ret) => ret.rma_number === rma)

export function Bench({ rma }: { rma: string }) {
  const { t } = useTranslation()
  const { data, error, refetch, fetchStatus } = useQuery(returnQuery(rma))
  const waits = useKept(useSession().user.id).some((each) => each.rma === rma && !each.refused)
  const unknown = Boolean(error) && !data && asProblem(error).status === 404
  const ret = data ?? (unknown ? undefined : expected(rma))
  const known = ret ? true : unknown ? false : undefined
  useEffect(() => {
    if (known !== undefined) beep(known)
  }, [known])
  if (error && !ret) {
    return unknown
      ? <Alert role="alert" type="error" showIcon title={t('warehouse.unknown', { rma })} description={t('warehouse.unknownHint')} />
      : <ProblemNotice error={error} again={() => void refetch()} />
  }
  if (!ret) return fetchStatus === 'paused' ? <Alert role="alert" type="warning" showIcon title={t('warehouse.waiting.unseen', { rma })} description={t('warehouse.waiting.unseenHint')} /> : <Loading />
  // What has been done and not sent would be offered once more.
  const counts = !waits && ret.allowed_actions.includes('receive')
  const inspects = !waits && ret.allowed_actions.includes('inspect')
  return (
    <>
      <div className="bench-head">
        <Link to={`/returns/${ret.rma_number}`} className="rma">{ret.rma_number}</Link> <StatusTag status={ret.status} />
        <span>{ret.customer_name} · {ret.order_number}</span>
        <Papers ret={ret} large />
      </div>
      {ret.attention && <Alert type="warning" showIcon title={t('returns.attention')} description={ret.attention} className="gap-below" />}
      {ret.note && <blockquote>{ret.note}</blockquote>}
      {ret.evidence.length > 0 && <Photos photos={ret.evidence} />}
      {inspects && <Inspecting key={`i${ret.updated_at}`} ret={ret} />}
      {counts && <Counting key={`c${ret.updated_at}`} ret={ret} />}
      {waits && <Alert type="info" showIcon title={t('warehouse.waiting.first')} />}
      {!waits && !counts && !inspects && <Alert type="info" showIcon title={t('warehouse.nothing')} description={ret.explanation ?? undefined} />}
    </>
  )
}
