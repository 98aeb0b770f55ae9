// What went wrong, in words, with a way to go on.
import { useTranslation } from 'react-i18next'
import { asProblem } from '../src/api/problem'

export function Notice({ error, again }: { error: unknown; again?: () => void }) {
  const { t } = useTranslation('portal')
  if (!error) return null
  const problem = asProblem(error)
  const what = problem.offline ? t('offline') : problem.status >= 500 ? t('away') : problem.status === 429 ? t('tooOften', { seconds: problem.retryAfter ?? 60 }) : problem.message
  const fields = problem.fields.map(({ message }) => message).filter((message) => message !== what)
  return (
    <div role="alert" className={problem.overtaken ? 'notice mild' : 'notice'}>
      <p>{what}</p>
      {fields.length > 0 && <ul>{fields.map((message) => <li key={message}>{message}</li>)}</ul>}
      {again && <button type="button" onClick={again}>{t('again')}</button>}
    </div>
  )
}
