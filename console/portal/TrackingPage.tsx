// One return as its customer sees it: where it stands, what happens next, the
// parcel with its label, and what the customer may do.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { packingSlipOf } from '../src/api/papers'
import { returnQuery, type Return } from '../src/api/returns'
import { language } from '../src/app/language'
import { useFormat } from '../src/parts/format'
import { useName } from '../src/parts/name'
import { Afterwards } from './Afterwards'
import { Waiting } from './App'
import { Asked } from './Asked'
import { CancelReturn } from './CancelReturn'
import { Notice } from './Notice'
import { go } from './place'
import { stageOf, steps } from './stage'

export function TrackingPage({ rma, fresh }: { rma: string; fresh: boolean }) {
  const { t } = useTranslation('portal')
  const { data: ret, error, refetch } = useQuery(returnQuery(rma))
  if (error && !ret) return <Notice error={error} again={() => void refetch()} />
  if (!ret) return <Waiting />
  const stage = stageOf(ret)
  return (
    <>
      <button type="button" className="quiet back" onClick={() => go('')}>‹ {t('mine.returns')}</button>
      {fresh && <p role="status" className="notice good">{t('track.sent', { rma: ret.rma_number })}</p>}
      <h1>{t(`stage.${stage.name}`)}</h1>
      <p className="soft">{ret.rma_number} · {t('order.title', { number: ret.order_number })}</p>
      <p>{t(`next.${stage.name}`)}</p>
      {!stage.ended && <Steps at={stage.at} />}
      <Asked ret={ret} />
      <Parcels ret={ret} />
      <What ret={ret} />
      <Afterwards ret={ret} />
      <CancelReturn ret={ret} />
    </>
  )
}

function Steps({ at }: { at: number }) {
  const { t } = useTranslation('portal')
  return (
    <ol className="steps">
      {steps.map((step, index) => (
        <li key={step} className={index < at ? 'done' : index === at ? 'now' : undefined} aria-current={index === at ? 'step' : undefined}>{t(`step.${step}`)}</li>
      ))}
    </ol>
  )
}

function Parcels({ ret }: { ret: Return }) {
  const { t } = useTranslation('portal')
  const name = useName()
  const { moment } = useFormat()
  const shown = ret.shipments.filter(({ state }) => state !== 'voided')
  const slip = ['confirmed', 'pickup_scheduled'].includes(ret.status) && packingSlipOf(ret, language())
  if (shown.length === 0 && !slip) return null
  return (
    <section>
      <h2>{t('track.parcel')}</h2>
      <ul className="cards">
        {shown.map((parcel) => (
          <li key={parcel.seq} className="card">
            <b>{parcel.carrier} {parcel.tracking_number}</b>
            <span>{name('logistics', parcel.state)}</span>
            {parcel.window_start && parcel.window_end && <span className="soft">{t('track.window', { from: moment(parcel.window_start), to: moment(parcel.window_end) })}</span>}
            {parcel.label_url && <a className="button" href={parcel.label_url} target="_blank" rel="noreferrer">{t('track.label')}</a>}
          </li>
        ))}
      </ul>
      {slip && <p>{t('track.slipWhy')} <a className="button" href={slip} target="_blank" rel="noreferrer">{t('track.slip')}</a></p>}
    </section>
  )
}

function What({ ret }: { ret: Return }) {
  const { t } = useTranslation('portal')
  const { money } = useFormat()
  return (
    <section>
      <h2>{t('track.what')}</h2>
      <ul className="cards">{ret.lines.map((line) => <li key={line.line_no} className="card">{line.quantity} × {line.description || line.sku}</li>)}</ul>
      <p className="sum"><span>{t(ret.refund.state === 'settled' ? 'track.refunded' : 'track.refund')}</span><b>{money(ret.refund.total)}</b></p>
      {ret.evidence.length > 0 && (
        <div className="photos">{ret.evidence.map((photo, index) => <figure key={photo.id}><img loading="lazy" src={`/v1/evidence/${photo.id}`} alt={t('request.photo', { number: index + 1 })} /></figure>)}</div>
      )}
    </section>
  )
}
