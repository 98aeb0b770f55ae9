// The way in without a link: the order's number, and the e-mail address or
// phone number it was made with.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from './Notice'
import { go, usePlace } from './place'
import { enter, forgetLinkProblem, linkProblem, mailLink, visitQuery } from './visit'

export function FindOrder() {
  const { t } = useTranslation('portal')
  const queries = useQueryClient()
  const place = usePlace()
  const id = useId()
  const entering = useMutation({
    mutationFn: ({ number, contact }: { number: string; contact: string }) => enter(number, contact),
    onSuccess: (session, { number }) => {
      forgetLinkProblem()
      queries.setQueryData(visitQuery.queryKey, session)
      if (place.length === 0) go(`orders/${number}`)
    },
  })
  const mailing = useMutation({
    mutationFn: ({ number, contact }: { number: string; contact: string }) => mailLink(number, contact),
    onSuccess: () => {
      forgetLinkProblem()
      entering.reset()
    },
  })
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const typed = { number: String(form.get('number')).trim(), contact: String(form.get('contact')).trim() }
    const byMail = (event.nativeEvent as SubmitEvent).submitter?.getAttribute('value') === 'mail'
    mailing.reset()
    ;(byMail ? mailing : entering).mutate(typed)
  }
  return (
    <>
      <h1>{t('find.title')}</h1>
      <p className="soft">{t('find.text')}</p>
      <Notice error={mailing.error ?? entering.error ?? linkProblem} />
      {mailing.isSuccess && <p role="status" className="notice mild">{t('find.mailed')}</p>}
      <form onSubmit={send} className="stack">
        <label htmlFor={`${id}n`}>{t('find.number')}</label>
        <input id={`${id}n`} name="number" required maxLength={100} autoComplete="off" autoCapitalize="characters" spellCheck={false} />
        <label htmlFor={`${id}c`}>{t('find.contact')}</label>
        <input id={`${id}c`} name="contact" required minLength={3} maxLength={254} autoComplete="email" autoCapitalize="none" spellCheck={false} />
        <button type="submit" className="main" disabled={entering.isPending}>{entering.isPending ? t('waiting') : t('find.go')}</button>
        <button type="submit" name="by" value="mail" disabled={mailing.isPending}>{mailing.isPending ? t('waiting') : t('find.mail')}</button>
      </form>
    </>
  )
}
