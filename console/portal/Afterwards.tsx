// When it is over: stars, and a complaint with what became of it.
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Return } from '../src/api/returns'
import { useAct } from './act'
import { Notice } from './Notice'

export function Afterwards({ ret }: { ret: Return }) {
  return (
    <>
      <Rating ret={ret} />
      <Complaint ret={ret} />
    </>
  )
}

function Rating({ ret }: { ret: Return }) {
  const { t } = useTranslation('portal')
  const act = useAct(ret)
  const [rating, setRating] = useState(0)
  const [comment, setComment] = useState('')
  if (ret.feedback) return <p className="soft">{t('after.thanks', { rating: ret.feedback.rating })}</p>
  if (!ret.allowed_actions.includes('feedback')) return null
  const send = (event: FormEvent) => {
    event.preventDefault()
    act.mutate({ path: 'feedback', body: { rating, ...(comment.trim() && { comment: comment.trim() }) } })
  }
  return (
    <form className="ask stack" onSubmit={send}>
      <fieldset className="stars">
        <legend>{t('after.rate')}</legend>
        {[1, 2, 3, 4, 5].map((stars) => (
          <label key={stars} className={stars <= rating ? 'lit' : undefined}>
            <input type="radio" name="rating" required className="hidden" checked={rating === stars} onChange={() => setRating(stars)} aria-label={t('after.stars', { count: stars })} />
            <span aria-hidden>★</span>
          </label>
        ))}
      </fieldset>
      <label>{t('after.comment')}<textarea rows={2} maxLength={4000} value={comment} onChange={(event) => setComment(event.target.value)} /></label>
      <Notice error={act.error} />
      <button type="submit" className="main" disabled={act.isPending || rating === 0}>{t('after.send')}</button>
    </form>
  )
}

function Complaint({ ret }: { ret: Return }) {
  const { t } = useTranslation('portal')
  const act = useAct(ret)
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const may = ret.allowed_actions.includes('complain')
  const send = (event: FormEvent) => {
    event.preventDefault()
    act.mutate({ path: 'feedback', body: { complaint: text.trim() } }, { onSuccess: () => { setOpen(false); setText('') } })
  }
  return (
    <>
      {ret.complaint && (
        <section>
          <h2>{t('after.complaint')}</h2>
          <blockquote>{ret.complaint.text}</blockquote>
          {ret.complaint.answer ? <blockquote className="answer">{ret.complaint.answer}</blockquote> : <p className="soft">{t('after.waits')}</p>}
          {ret.complaint.outcome && <p>{ret.complaint.outcome}</p>}
          {ret.allowed_actions.includes('escalate_complaint') && (
            <button type="button" disabled={act.isPending} onClick={() => act.mutate({ path: 'complaint/escalate', body: {} })}>{t('after.escalate')}</button>
          )}
        </section>
      )}
      {may && !open && <button type="button" className="quiet" onClick={() => setOpen(true)}>{t('after.complain')}</button>}
      {may && open && (
        <form className="ask stack" onSubmit={send}>
          <label>{t('after.wrong')}<textarea rows={3} required maxLength={4000} value={text} onChange={(event) => setText(event.target.value)} /></label>
          <Notice error={act.error} />
          <button type="submit" className="main" disabled={act.isPending}>{t('after.sendComplaint')}</button>
        </form>
      )}
    </>
  )
}
