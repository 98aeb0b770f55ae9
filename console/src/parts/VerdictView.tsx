// What the policy said, clause by clause, with the facts it saw.
import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../api/client'
import { useFacts } from './facts'
import { useName } from './name'

const marks = {
  pass: <CheckCircleFilled className="good" aria-hidden />,
  fail: <CloseCircleFilled className="bad" aria-hidden />,
  advice: <ExclamationCircleFilled className="warn" aria-hidden />,
  unknown: <ExclamationCircleFilled className="warn" aria-hidden />,
  review: <ExclamationCircleFilled className="warn" aria-hidden />,
}

/** currency is the order's, in which rules count amounts. */
export function VerdictView({ verdict, currency }: { verdict: Schemas['Verdict']; currency: string }) {
  const { t, i18n } = useTranslation()
  const name = useName()
  const tell = useFacts(currency)
  return (
    <section className="verdict">
      <h3>
        {t('returns.verdictIs', { verdict: name('verdict', verdict.decision) })}{' '}
        <span className="secondary">{t('returns.policy', { id: verdict.policy_id, version: verdict.policy_version })}</span>
      </h3>
      <ul>
        {verdict.clauses.map((clause, index) => (
          <li key={index}>
            {marks[clause.outcome]} {name('clause', clause.clause)}
            {clause.rule && ` “${clause.rule}”`}
            {clause.line_no !== undefined && ` (${t('returns.forLine', { line: clause.line_no })})`}: {name('outcome', clause.outcome)}
            {clause.because && <div>{i18n.language === 'zh-CN' ? clause.because.zh : clause.because.en}</div>}
            <span className="secondary"> {tell(clause.facts).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
