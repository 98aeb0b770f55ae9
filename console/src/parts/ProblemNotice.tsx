// What went wrong and what to do about it, wherever something can.
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../api/problem'
import { useFormat } from './format'
import { useName } from './name'

interface Props {
  error: unknown
  /** Tries again what failed. */
  again?: () => void
  /** Shows the thing as it stands, after somebody else was first. */
  refresh?: () => void
  page?: boolean
}

export function ProblemNotice({ error, again, refresh, page }: Props) {
  const { t } = useTranslation()
  const say = useProblemText()
  if (!error) return null
  const problem = asProblem(error)
  const { title, what, also } = say(error)
  return (
    <Alert
      className={page ? 'problem-page' : undefined}
      role="alert"
      type={problem.overtaken ? 'warning' : 'error'}
      showIcon
      title={page ? <h1 className="section-title">{title}</h1> : title}
      description={
        <>
          {what && <div>{what}</div>}
          {problem.fields.length > 1 && (
            <ul className="plain-list">
              {problem.fields.map((field) => (
                <li key={field.field + field.message}>{field.message}</li>
              ))}
            </ul>
          )}
          {also.map((line) => (
            <div key={line} className="secondary">{line}</div>
          ))}
        </>
      }
      action={
        problem.overtaken && refresh ? (
          <Button onClick={refresh}>{t('app.problem.refresh')}</Button>
        ) : again ? (
          <Button onClick={again}>{t('app.problem.again')}</Button>
        ) : undefined
      }
    />
  )
}

/** The same in words, for notices that are not a box. */
export function useProblemText() {
  const { t } = useTranslation()
  const name = useName()
  const { moment } = useFormat()
  return (error: unknown): { title: string; what: string; also: string[] } => {
    const problem = asProblem(error)
    const { decided_by: by, decided_at: at, decision, allowed_actions: allowed, request_id: id, detail } = problem.body
    const also: string[] = []
    if (problem.offline) return { title: t('app.problem.offline'), what: '', also }
    if (problem.status === 401) return { title: t('app.problem.signedOut'), what: '', also }
    if (problem.status >= 500 && problem.status !== 500) return { title: problem.title || t('app.problem.temporary'), what: t('app.problem.temporary'), also }
    if (problem.status === 500) return { title: problem.title, what: t('app.problem.internal', { id: id ?? '' }), also }
    if (problem.overtaken) {
      const what = decision ? name('decision', decision) : ''
      also.push(
        by && at
          ? t('app.problem.overtaken', { who: by.name || name('role', by.role), what, when: moment(at) })
          : t('app.problem.overtakenBySomebody'),
      )
    }
    if (allowed?.length) also.push(t('app.problem.allowed', { actions: allowed.map((action) => name('action', action)).join(', ') }))
    return { title: problem.title || detail || problem.message, what: detail ?? '', also }
  }
}
