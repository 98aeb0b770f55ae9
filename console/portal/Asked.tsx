// What the shop asks of the customer: an answer, a yes or no to an offer, or
// the confirmation of what was agreed.
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { eventsQuery, type Return } from '../src/api/returns'
import { useFormat } from '../src/parts/format'
import { useAct } from './act'
import { Notice } from './Notice'
import { PhotoPicker } from './PhotoPicker'

export function Asked({ ret }: { ret: Return }) {
  if (ret.allowed_actions.includes('confirm')) return <Confirm ret={ret} />
  if (!ret.allowed_actions.includes('answer')) return null
  return ret.status === 'counter_offered' ? <OfferMade ret={ret} /> : <Question ret={ret} />
}

/** The words of the reviewer's last decision. */
function useWords(ret: Return) {
  const { data } = useQuery(eventsQuery(ret.id))
  const last = data?.items.findLast((event) => event.action === 'review')
  return (last?.data as { note?: string } | null)?.note
}

function Question({ ret }: { ret: Return }) {
  const { t } = useTranslation('portal')
  const words = useWords(ret)
  const act = useAct(ret)
  const [note, setNote] = useState('')
  const [photos, setPhotos] = useState<string[]>([])
  const send = (event: FormEvent) => {
    event.preventDefault()
    act.mutate({ path: 'info', body: { ...(note.trim() && { note: note.trim() }), ...(photos.length > 0 && { evidence: photos }) } })
  }
  return (
    <form className="ask stack" onSubmit={send}>
      <h2>{t('ask.question')}</h2>
      {words && <blockquote>{words}</blockquote>}
      <label>{t('ask.answer')}<textarea rows={3} maxLength={4000} required={photos.length === 0} value={note} onChange={(event) => setNote(event.target.value)} /></label>
      <PhotoPicker ids={photos} change={setPhotos} />
      <Notice error={act.error} />
      <button type="submit" className="main" disabled={act.isPending}>{t('ask.send')}</button>
    </form>
  )
}

function OfferMade({ ret }: { ret: Return }) {
  const { t } = useTranslation('portal')
  const { money } = useFormat()
  const words = useWords(ret)
  const act = useAct(ret)
  const offer = ret.offer
  const answer = (accept: boolean) => act.mutate({ path: 'info', body: { accept } })
  return (
    <section className="ask stack">
      <h2>{t('ask.offer')}</h2>
      {words && <blockquote>{words}</blockquote>}
      <ul>
        {offer?.amount && <li>{t('ask.amount', { amount: money(offer.amount) })}</li>}
        {offer?.keep_item && <li>{t('ask.keep')}</li>}
        {offer?.lines?.map((line) => <li key={line.line_no}>{t('ask.units', { count: line.approved_quantity, item: ret.lines.find((each) => each.line_no === line.line_no)?.description ?? '' })}</li>)}
      </ul>
      <Notice error={act.error} />
      <button type="button" className="main" disabled={act.isPending} onClick={() => answer(true)}>{t('ask.accept')}</button>
      <button type="button" className="second" disabled={act.isPending} onClick={() => answer(false)}>{t('ask.decline')}</button>
    </section>
  )
}

function Confirm({ ret }: { ret: Return }) {
  const { t } = useTranslation('portal')
  const { money } = useFormat()
  const act = useAct(ret)
  const units = ret.lines.reduce((sum, line) => sum + line.approved_quantity, 0)
  return (
    <section className="ask stack">
      <h2>{t('ask.confirm')}</h2>
      <p>{t('ask.confirmText', { count: units, amount: money(ret.refund.total) })}</p>
      <Notice error={act.error} />
      <button type="button" className="main" disabled={act.isPending} onClick={() => act.mutate({ path: 'confirm', body: { digest: ret.digest } })}>{t('ask.confirmIt')}</button>
    </section>
  )
}
