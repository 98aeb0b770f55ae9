// A first return, step by step, to read and tick off here or to be led through on
// the pages themselves.
import { Button, Checkbox, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keepTour, useTour } from '../../app/tour'
import { Blocks } from './Blocks'
import { doneSteps, keepDone } from './done'
import type { SectionOf } from './markdown'

export function Guide({ parts }: { parts: SectionOf[] }) {
  const { t } = useTranslation()
  const tour = useTour()
  const [done, setDone] = useState(doneSteps)
  const before = parts.filter(({ title }) => !title)
  const steps = parts.filter(({ title }) => title)
  const change = (after: number[]) => {
    keepDone(after)
    setDone(after)
  }
  const count = steps.filter((_, index) => done.includes(index)).length
  return (
    <>
      {before.map((part, index) => <Blocks key={index} blocks={part.blocks} />)}
      {!tour?.on && (
        <p className="help-lead">
          {tour && <Button type="primary" onClick={() => keepTour({ ...tour, on: true })}>{t('help.goOn')}</Button>}
          <Button type={tour ? 'default' : 'primary'} onClick={() => keepTour({ on: true, step: '' })}>{tour ? t('help.leadAgain') : t('help.lead')}</Button>
        </p>
      )}
      <div className="page-head">
        <Progress percent={Math.round((100 * count) / steps.length)} steps={steps.length} showInfo={false} aria-label={t('help.progress', { done: count, of: steps.length })} />
        <span role="status">{count === steps.length ? t('help.finished') : t('help.progress', { done: count, of: steps.length })}</span>
        {count > 0 && <Button size="small" onClick={() => change([])}>{t('help.again')}</Button>}
      </div>
      <ol className="help-steps">
        {steps.map((step, index) => (
          <li key={step.title} className={done.includes(index) ? 'help-done' : undefined}>
            <h3>{index + 1}. {step.title}</h3>
            <Blocks blocks={step.blocks} />
            <Checkbox checked={done.includes(index)} onChange={({ target }) => change(target.checked ? [...done, index] : done.filter((each) => each !== index))} aria-label={t('help.doneStep', { step: step.title })}>{t('help.done')}</Checkbox>
          </li>
        ))}
      </ol>
    </>
  )
}
