// What a version, or terms that are not saved yet, would have decided about the
// returns of a period. Nothing is changed by it.
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { tryPolicy, type Terms, type Trial } from '../../api/settings'
import { useFormat } from '../../parts/format'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows } from '../../parts/Rows'
import { When } from '../../parts/Words'

interface Props {
  id: string
  version: number
  /** The text of terms that are not saved, to try instead of the version. */
  terms: string | undefined
  disabled: boolean
}

const verdicts = ['approve', 'review', 'reject'] as const
/** The first and the last moment of days where the browser is. */
const fromDay = (day: string) => new Date(`${day}T00:00`).toISOString()
const toDay = (day: string) => new Date(Math.min(Date.parse(`${day}T23:59:59`), Date.now())).toISOString()

export function PolicyTrial({ id, version, terms, disabled }: Props) {
  const { t } = useTranslation()
  const [days, setDays] = useState({ from: '', to: '' })
  const trying = useMutation({
    mutationFn: () =>
      tryPolicy(id, {
        ...(terms ? { terms: JSON.parse(terms) as Terms } : { version }),
        ...(days.from && { from: fromDay(days.from) }),
        ...(days.to && { to: toDay(days.to) }),
      }),
  })
  return (
    <section className="panel gap-below">
      <h2>{t('settings.trial.title')}</h2>
      <p className="secondary">{t('settings.trial.text')}</p>
      <div className="page-head">
        <Input type="date" aria-label={t('settings.trial.from')} className="page-date" value={days.from} onChange={(event) => setDays({ ...days, from: event.target.value })} />
        <span aria-hidden>–</span>
        <Input type="date" aria-label={t('settings.trial.to')} className="page-date" value={days.to} onChange={(event) => setDays({ ...days, to: event.target.value })} />
        <Button disabled={disabled} loading={trying.isPending} onClick={() => trying.mutate()}>{terms ? t('settings.trial.runTerms') : t('settings.trial.run', { version })}</Button>
      </div>
      <ProblemNotice error={trying.error} again={() => trying.mutate()} />
      {trying.data && <Outcome trial={trying.data} />}
    </section>
  )
}

function Outcome({ trial }: { trial: Trial }) {
  const { t } = useTranslation()
  const name = useName()
  const { number } = useFormat()
  if (trial.tried === 0) return <p role="status">{t('settings.trial.none')}</p>
  return (
    <>
      <p role="status"><b>{t('settings.trial.tried', { count: trial.tried })}</b> {t('settings.trial.different', { count: trial.different_count })}</p>
      {trial.truncated && <Alert type="info" title={t('settings.trial.truncated')} className="gap-below" />}
      <div className="settings-numbers">
        {verdicts.map((verdict) => <span key={verdict}>{name('verdict', verdict)}: <b>{number(trial.was[verdict])} → {number(trial.would[verdict])}</b></span>)}
      </div>
      {trial.different.length > 0 && (
        <Rows<Trial['different'][number]>
          label={t('settings.trial.title')} items={trial.different} keyOf={(each) => each.return_id} loading={false} empty={null}
          columns={[
            { title: t('returns.columns.rma'), show: (each) => <Link className="rma" to={`/returns/${each.rma_number}`}>{each.rma_number}</Link> },
            { title: t('returns.columns.opened'), show: (each) => <When at={each.opened_at} /> },
            { title: t('settings.trial.was'), show: (each) => name('verdict', each.was) },
            { title: t('settings.trial.would'), show: (each) => <b>{name('verdict', each.would)}</b> },
            { title: t('settings.trial.why'), show: (each) => each.clauses.map((clause, index) => <div key={index}>{name('clause', clause.clause)}{clause.rule && ` “${clause.rule}”`}: {name('outcome', clause.outcome)}</div>) },
          ]}
        />
      )}
    </>
  )
}
