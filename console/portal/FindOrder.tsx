// The way in without a link: the order's number, and the e-mail address or
// phone number it was made with.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from './Notice'
import { go, usePlace } from './place'
import { enter, forgetLinkProblem, linkProblem, visitQuery } from './visit'

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
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    entering.mutate({ number: String(form.get('number')).trim(), contact: String(form.get('contact')).trim() })
  }
  return (
    <>
      <h1>{t('find.title')}</h1>
      <p className="soft">{t('find.text')}</p>
      <Notice error={entering.error ?? linkProblem} />
      <form onSubmit={send} className="stack">
        <label htmlFor={`${id}n`}>{t('find.number')}</label>
        <input id={`${id}n`} name="number" required maxLength={100} autoComplete="off" autoCapitalize="characters" spellCheck={false} />
        <label htmlFor={`${id}c`}>{t('find.contact')}</label>
        <input id={`${id}c`} name="contact" required minLength={3} maxLength={254} autoComplete="email" autoCapitalize="none" spellCheck={false} />
        <button type="submit" className="main" disabled={entering.isPending}>{entering.isPending ? t('waiting') : t('find.go')}</button>
      </form>
    </>
  )
}
