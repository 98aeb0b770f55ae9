// The terms of a version as JSON, to read, to change into the next version, and to
// try out before. What the API refuses is shown at its line and column.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Alert, Button, Input } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../api/problem'
import { savePolicy, type PolicyVersion, type Terms } from '../../api/settings'
import { useMay } from '../../app/session'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { lineOf, placeOf, within } from './jsonPlace'
import { PolicyTrial } from './PolicyTrial'

interface Props {
  version: PolicyVersion
  newest: number
  saved: (version: number) => void
}

/** What is wrong with a text that is no JSON, in the words of the browser. */
function notJSON(text: string) {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

export function PolicyEditor({ version, newest, saved }: Props) {
  const { t } = useTranslation()
  const maySave = useMay('savePolicy')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const original = useMemo(() => JSON.stringify(version.terms, null, 2), [version])
  const [text, setText] = useState(original)
  const area = useRef<TextAreaRef>(null)
  const wrong = useMemo(() => notJSON(text), [text])
  const changed = text !== original
  const saving = useMutation({
    mutationFn: () => savePolicy(version.id, JSON.parse(text) as Terms),
    onSuccess: (after) => {
      message.success(t('settings.policies.saved', { id: after.id, version: after.version }))
      void queries.invalidateQueries({ queryKey: ['policies'] })
      saved(after.version)
    },
  })
  const point = (start: number, end: number) => {
    const input = area.current?.resizableTextArea?.textArea
    if (!input) return
    input.focus()
    input.setSelectionRange(start, end)
    input.scrollTop = Math.max(0, (lineOf(text, start).line - 5) * 20)
  }
  return (
    <>
      <div className="settings-json">
        <Input.TextArea
          ref={area} aria-label={t('settings.policies.terms')} value={text} readOnly={!maySave} spellCheck={false} autoSize={{ minRows: 12, maxRows: 28 }} status={wrong ? 'error' : undefined}
          onChange={(event) => {
            setText(event.target.value)
            saving.reset()
          }}
        />
      </div>
      {wrong && <Alert type="error" showIcon role="alert" title={t('settings.policies.notJSON')} description={wrong} />}
      {saving.error && <Refusals error={saving.error} text={text} point={point} />}
      {maySave && (
        <p className="settings-actions">
          <Button type="primary" disabled={!changed || Boolean(wrong)} loading={saving.isPending} onClick={() => saving.mutate()}>{t('settings.policies.save', { version: newest + 1 })}</Button>
          {changed && <Button onClick={() => { setText(original); saving.reset() }}>{t('settings.policies.undo')}</Button>}
        </p>
      )}
      <PolicyTrial id={version.id} version={version.version} terms={changed && !wrong ? text : undefined} disabled={Boolean(wrong)} />
    </>
  )
}

/** Each refusal with where it stands; a click goes there. */
function Refusals({ error, text, point }: { error: unknown; text: string; point: (start: number, end: number) => void }) {
  const { t } = useTranslation()
  const problem = asProblem(error)
  if (problem.fields.length === 0) return <ProblemNotice error={error} />
  return (
    <Alert
      type="error" showIcon role="alert" title={problem.title}
      description={problem.fields.map(({ field, message, position }) => {
        const place = placeOf(text, field.replace(/^terms\.?/, ''))
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
