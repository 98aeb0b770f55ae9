// The reasons a return can be asked for, in the order in which they are shown.
// The list is changed here and saved as a whole.
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Empty, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../api/problem'
import { reasonsQuery } from '../../api/returns'
import { putReasons, type Reason } from '../../api/settings'
import { Download } from '../../parts/Download'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows } from '../../parts/Rows'
import { ReasonDialog } from './ReasonDialog'

export function Section() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const stored = useQuery(reasonsQuery)
  const [draft, setDraft] = useState<Reason[]>()
  const [shown, setShown] = useState<{ reason?: Reason }>()
  const items = draft ?? stored.data?.items ?? []
  const saving = useMutation({
    mutationFn: (all: Reason[]) => putReasons(all.map(({ position: _, ...reason }) => reason)),
    onSuccess: (after) => {
      message.success(t('settings.reasons.saved'))
      queries.setQueryData(reasonsQuery.queryKey, after)
      setDraft(undefined)
    },
  })
  const change = (after: Reason[]) => {
    saving.reset()
    setDraft(after)
  }
  const put = (reason: Reason) => change(items.some(({ code }) => code === reason.code) ? items.map((each) => (each.code === reason.code ? reason : each)) : [...items, reason])
  const move = (at: number, by: number) => {
    const after = [...items]
    const [reason] = after.splice(at, 1)
    after.splice(at + by, 0, reason!)
    change(after)
  }
  const problem = saving.error ? asProblem(saving.error) : undefined
  /** The refused field with the code of its reason in place of the number in the list. */
  const named = (field: string) => field.replace(/^items\[(\d+)\]\.?/, (_, at: string) => `${items[Number(at)]?.code ?? at} `)
  return (
    <>
      <div className="page-head">
        <span className="secondary">{t('settings.reasons.text')}</span>
        <span className="grow" />
        <Download path="/v1/reasons" filter={{ inactive: 'true' }} />
        <Button onClick={() => setShown({})}>{t('settings.reasons.add')}</Button>
      </div>
      {draft && (
        <Alert
          type="info" showIcon className="gap-below" title={t('settings.reasons.changed')}
          action={<span className="settings-actions"><Button onClick={() => { setDraft(undefined); saving.reset() }}>{t('settings.reasons.undo')}</Button><Button type="primary" loading={saving.isPending} onClick={() => saving.mutate(items)}>{t('settings.reasons.save')}</Button></span>}
        />
      )}
      <ProblemNotice error={stored.error} again={() => void stored.refetch()} />
      <ProblemNotice error={saving.error} />
      {problem && problem.fields.length > 0 && <ul className="plain-list gap-below">{problem.fields.map(({ field, message: what }) => <li key={field + what}><b>{named(field)}</b>: {what}</li>)}</ul>}
      {!stored.error && (
        <Rows<Reason>
          label={t('settings.sections.reasons')} items={items} keyOf={({ code }) => code} loading={stored.isPending} empty={<Empty description={t('settings.reasons.empty')} />}
          columns={[
            {
              title: t('settings.reasons.order'),
              show: (reason) => {
                const at = items.indexOf(reason)
                return (
                  <span className="nowrap">
                    <Button size="small" type="text" disabled={at === 0} aria-label={t('settings.reasons.up', { code: reason.code })} icon={<ArrowUpOutlined />} onClick={() => move(at, -1)} />
                    <Button size="small" type="text" disabled={at === items.length - 1} aria-label={t('settings.reasons.down', { code: reason.code })} icon={<ArrowDownOutlined />} onClick={() => move(at, 1)} />
                  </span>
                )
              },
            },
            { title: t('settings.reasons.code'), show: (reason) => <b>{reason.code}</b> },
            { title: t('settings.reasons.english'), show: (reason) => reason.label_en },
            { title: t('settings.reasons.chinese'), show: (reason) => <span lang="zh-CN">{reason.label_zh}</span> },
            { title: t('settings.reasons.doing'), show: (reason) => t(reason.by_customer ? 'settings.reasons.byCustomer' : 'settings.reasons.byShop') },
            { title: t('settings.reasons.fields'), show: (reason) => Object.keys((reason.fields as { properties?: object } | null)?.properties ?? {}).join(', ') },
            { title: t('settings.state'), show: (reason) => <Tag className={`tone tone-${reason.active ? 'done' : 'over'}`}>{t(reason.active ? 'settings.reasons.active' : 'settings.reasons.inactive')}</Tag> },
            {
              title: t('settings.change'),
              show: (reason) => (
                <div className="settings-actions">
                  <Button size="small" aria-label={`${t('settings.edit')} ${reason.code}`} onClick={() => setShown({ reason })}>{t('settings.edit')}</Button>
                  <Button size="small" aria-label={`${t(reason.active ? 'settings.reasons.deactivate' : 'settings.reasons.activate')} ${reason.code}`} onClick={() => put({ ...reason, active: !reason.active })}>{t(reason.active ? 'settings.reasons.deactivate' : 'settings.reasons.activate')}</Button>
                </div>
              ),
            },
          ]}
        />
      )}
      {shown && <ReasonDialog reason={shown.reason} taken={items.map(({ code }) => code)} close={() => setShown(undefined)} done={put} />}
    </>
  )
}
