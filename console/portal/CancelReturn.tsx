// Calling a return off, after asking once more.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Return } from '../src/api/returns'
import { useAct } from './act'
import { Notice } from './Notice'

export function CancelReturn({ ret }: { ret: Return }) {
  const { t } = useTranslation('portal')
  const act = useAct(ret)
  const [sure, setSure] = useState(false)
  if (!ret.allowed_actions.includes('cancel')) return null
  if (!sure) return <button type="button" className="quiet danger" onClick={() => setSure(true)}>{t('cancel.open')}</button>
  return (
    <section className="ask stack" role="group" aria-label={t('cancel.open')}>
      <p>{t('cancel.sure')}</p>
      <Notice error={act.error} />
      <button type="button" className="main danger" disabled={act.isPending} onClick={() => act.mutate({ path: 'cancel', body: {} })}>{t('cancel.do')}</button>
      <button type="button" className="second" onClick={() => setSure(false)}>{t('cancel.keep')}</button>
    </section>
  )
}
