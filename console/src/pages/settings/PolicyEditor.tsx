// The terms of a version, to read, to change into the next version, and to try
// out before: as a form, or as JSON, which are one draft. What the API refuses is
// shown at its field, and at its line and column.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Alert, Button, Input, Segmented } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../api/problem'
import { savePolicy, type PolicyVersion, type Terms } from '../../api/settings'
import { useMay } from '../../app/session'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { lineOf, placeOf, within } from './jsonPlace'
import { DraftContext, withValue, type Path } from './policyDraft'
import { PolicyForm } from './PolicyForm'
import { PolicyTrial } from './PolicyTrial'

export type View = 'form' | 'json'

interface Props {
  version: PolicyVersion
  newest: number
  saved: (version: number) => void
  view: View
  show: (view: View) => void
}

/** The terms, or what is wrong with a text that is no JSON, in the words of the browser. */
function read(text: string): { terms?: Terms; wrong?: string } {
  try {
    return { terms: JSON.parse(text) as Terms }
  } catch (error) {
    return { wrong: (error as Error).message }
  }
}

export function PolicyEditor({ version, newest, saved, view, show }: Props) {
  const { t } = useTranslation()
  const maySave = useMay('savePolicy')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const original = useMemo(() => JSON.stringify(version.terms, null, 2), [version])
  const [text, setText] = useState(original)
  const area = useRef<TextAreaRef>(null)
  const { terms, wrong } = useMemo(() => read(text), [text])
  const changed = text !== original
  const saving = useMutation({
    mutationFn: () => savePolicy(version.id, JSON.parse(text) as Terms),
    onSuccess: (after) => {
      message.success(t('settings.policies.saved', { id: after.id, version: after.version }))
      void queries.invalidateQueries({ queryKey: ['policies'] })
      saved(after.version)
    },
  })
  const write = (next: string) => {
    setText(next)
    saving.reset()
  }
  const change = (path: Path, value: unknown) => write(JSON.stringify(withValue(terms, path, value), null, 2))
  const refusals = useMemo(
    () => new Map(saving.error ? asProblem(saving.error).fields.map(({ field, message: said }) => [inTerms(field), said]) : []),
    [saving.error],
  )
  const [mark, setMark] = useState<{ start: number; end: number }>()
  useEffect(() => {
    const input = area.current?.resizableTextArea?.textArea
    if (!mark || !input) return
    input.focus()
    input.setSelectionRange(mark.start, mark.end)
    input.scrollTop = Math.max(0, (lineOf(input.value, mark.start).line - 5) * 20)
  }, [mark, view])
  const point = (start: number, end: number) => {
    show('json')
    setMark({ start, end })
  }
  const shaped = typeof terms === 'object' && terms !== null && !Array.isArray(terms)
  return (
    <>
      <Segmented aria-label={t('settings.policies.view')} value={view} onChange={show} options={(['form', 'json'] as const).map((value) => ({ value, label: t(`settings.policies.views.${value}`) }))} className="gap-below" />
      {view === 'json' ? (
        <div className="settings-json">
          <Input.TextArea
            ref={area} aria-label={t('settings.policies.terms')} value={text} readOnly={!maySave} spellCheck={false} autoSize={{ minRows: 12, maxRows: 28 }} status={wrong ? 'error' : undefined}
            onChange={(event) => write(event.target.value)}
          />
        </div>
      ) : shaped ? (
        <DraftContext value={{ terms, change, refusals, readOnly: !maySave }}><PolicyForm /></DraftContext>
      ) : <Alert type="info" title={t('settings.policies.broken')} />}
      {wrong && <Alert type="error" showIcon role="alert" title={t('settings.policies.notJSON')} description={wrong} />}
      {saving.error && <Refusals error={saving.error} text={text} point={point} />}
      {maySave && (
        <p className="settings-actions">
          <Button type="primary" disabled={!changed || Boolean(wrong)} loading={saving.isPending} onClick={() => saving.mutate()}>{t('settings.policies.save', { version: newest + 1 })}</Button>
          {changed && <Button onClick={() => write(original)}>{t('settings.policies.undo')}</Button>}
        </p>
      )}
      <PolicyTrial id={version.id} version={version.version} terms={changed && !wrong ? text : undefined} disabled={Boolean(wrong)} />
    </>
  )
}

/** The path within the terms of what the API calls a field. */
const inTerms = (field: string) => field.replace(/^terms\.?/, '')

/** Each refusal with where it stands; a click goes there. */
function Refusals({ error, text, point }: { error: unknown; text: string; point: (start: number, end: number) => void }) {
  const { t } = useTranslation()
  const problem = asProblem(error)
  if (problem.fields.length === 0) return <ProblemNotice error={error} />
  return (
    <Alert
      type="error" showIcon role="alert" title={problem.title}
      description={problem.fields.map(({ field, message, position }) => {
        const place = placeOf(text, inTerms(field))
        const start = position ? within(text, place, position.offset) : place.start
        const at = lineOf(text, start)
        const line = text.split('\n')[at.line - 1] ?? ''
        return (
          <div key={`${field} ${message}`}>
            <Button size="small" onClick={() => point(start, position ? start : place.end)}>{t('settings.policies.place', at)}</Button> <b>{field}</b>: {message}
            <pre className="settings-snippet" aria-hidden>{`${line}\n${' '.repeat(at.column - 1)}^`}</pre>
          </div>
        )
      })}
    />
  )
}
