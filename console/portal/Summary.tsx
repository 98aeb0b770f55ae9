// What is about to be asked for, with the amount, before it is sent.
import { useTranslation } from 'react-i18next'
import type { Order, preview, Request } from '../src/api/orders'
import { useFormat } from '../src/parts/format'
import { Notice } from './Notice'

interface Props {
  order: Order
  request: Request
  seen: Awaited<ReturnType<typeof preview>>
  sending: boolean
  error: unknown
  send: () => void
  back: () => void
}

export function Summary({ order, request, seen, sending, error, send, back }: Props) {
  const { t, i18n } = useTranslation('portal')
  const { money } = useFormat()
  const refused = seen.status === 'rejected'
  const against = seen.verdict.clauses.filter(({ outcome }) => outcome === 'fail')
  const units = request.lines.reduce((sum, line) => sum + line.quantity, 0)
  return (
    <>
      <h1>{t('summary.title')}</h1>
      <ul className="cards">
        {request.lines.map((line) => {
          const bought = order.lines.find((each) => each.line_no === line.line_no)
          return <li key={line.line_no} className="card"><b>{line.quantity} × {bought?.description || bought?.sku}</b>{line.note && <span className="soft">“{line.note}”</span>}</li>
        })}
      </ul>
      {refused ? (
        <div className="notice mild">
          <p><b>{t('summary.refused')}</b></p>
          <ul>{against.map((clause, index) => <li key={index}>{clause.because ? (i18n.language === 'zh-CN' ? clause.because.zh : clause.because.en) : clause.explanation}</li>)}</ul>
        </div>
      ) : (
        <>
          <p className="sum"><span>{t('summary.refund', { count: units })}</span><b>{money(seen.refund.estimate)}</b></p>
          {Number(seen.refund.fees.amount) > 0 && <p className="soft">{t('summary.fees', { amount: money(seen.refund.fees) })}</p>}
          <p>{t(seen.status === 'requested' ? 'summary.review' : 'summary.atOnce')}</p>
        </>
      )}
      <p className="soft">{request.method === 'pickup' ? t('summary.pickup', { address: request.pickup?.address ?? '' }) : t('summary.dropOff')}{request.evidence && ` · ${t('summary.photos', { count: request.evidence.length })}`}</p>
      <Notice error={error} again={send} />
      {!refused && <button type="button" className="main" disabled={sending} onClick={send}>{sending ? t('waiting') : t('summary.send')}</button>}
      <button type="button" className="second" onClick={back}>{t('summary.back')}</button>
    </>
  )
}
