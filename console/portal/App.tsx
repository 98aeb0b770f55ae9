// The frame of the portal: who visits decides whether an order has to be found
// first; then the address says what is shown.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { session as sessionEvents } from '../src/api/client'
import { signOut } from '../src/api/session'
import { chooseLanguage, language, languages, type Language } from '../src/app/language'
import { listen } from '../src/app/live'
import { FindOrder } from './FindOrder'
import { MyOrders } from './MyOrders'
import { Notice } from './Notice'
import { go, usePlace } from './place'
import { RequestPage } from './RequestPage'
import { TrackingPage } from './TrackingPage'
import { visitQuery } from './visit'

export function App() {
  const { t, i18n } = useTranslation('portal')
  const queries = useQueryClient()
  const visit = useQuery(visitQuery)
  const inside = Boolean(visit.data)

  useEffect(() => {
    document.title = t('title')
  }, [i18n.language, t])
  useEffect(() => {
    const over = () => queries.setQueryData(visitQuery.queryKey, null)
    sessionEvents.addEventListener('over', over)
    return () => sessionEvents.removeEventListener('over', over)
  }, [queries])
  useEffect(() => (inside ? listen(queries, () => {}) : undefined), [inside, queries])

  const leave = async () => {
    await signOut()
    location.assign('/portal/') // a new page remembers nothing of who was here
  }
  const choose = async (chosen: Language) => {
    await chooseLanguage(chosen)
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
  }

  return (
    <>
      <header className="top">
        <button type="button" className="brand" onClick={() => go('')}><img src="/favicon.svg" alt="" width={24} height={24} /> {t('title')}</button>
        {Object.entries(languages).filter(([key]) => key !== language()).map(([key, label]) => (
          <button key={key} type="button" className="quiet" lang={key} onClick={() => void choose(key as Language)}>{label}</button>
        ))}
        {inside && <button type="button" className="quiet" onClick={() => void leave()}>{t('leave')}</button>}
      </header>
      <main>
        {visit.error ? <Notice error={visit.error} again={() => void visit.refetch()} />
          : visit.isPending ? <Waiting />
            : inside ? <Inside /> : <FindOrder />}
      </main>
    </>
  )
}

function Inside() {
  const [kind, which, step] = usePlace()
  if (kind === 'orders' && which) return <RequestPage key={which} number={which} />
  if (kind === 'returns' && which) return <TrackingPage rma={which} fresh={step === 'sent'} />
  return <MyOrders />
}

export function Waiting() {
  const { t } = useTranslation('portal')
  return <p role="status" className="waiting">{t('waiting')}</p>
}
