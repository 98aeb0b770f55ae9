// A first return, step by step. What is done is remembered by the browser.
import { Button, Checkbox, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Blocks } from './Blocks'
import type { SectionOf } from './markdown'

const key = 'backhaul.guide'

/** The numbers of the steps that are done. */
function kept(): number[] {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? '[]') as unknown
    return Array.isArray(found) ? found.filter((each) => Number.isInteger(each)) : []
  } catch {
    return []
  }
}

export function Guide({ parts }: { parts: SectionOf[] }) {
  const { t } = useTranslation()
  const [done, setDone] = useState(kept)
  const before = parts.filter(({ title }) => !title)
  const steps = parts.filter(({ title }) => title)
  const change = (after: number[]) => {
    localStorage.setItem(key, JSON.stringify(after))
    setDone(after)
  }
  const count = steps.filter((_, index) => done.includes(index)).length
  return (
    <>
      {before.map((part, index) => <Blocks key={index} blocks={part.blocks} />)}
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
