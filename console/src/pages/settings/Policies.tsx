// The terms by which returns are judged: every version there was, an editor for
// the next one, and what it would have decided about past returns.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Empty, Select, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { activatePolicy, policiesQuery, versionsQuery, type PolicyVersion } from '../../api/settings'
import type { Schemas } from '../../api/client'
import { useMay } from '../../app/session'
import { useFilter } from '../../parts/address'
import { Loading } from '../../parts/Loading'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows } from '../../parts/Rows'
import { When } from '../../parts/Words'
import { PolicyEditor, type View } from './PolicyEditor'

type Listed = Schemas['PolicyList']['items'][number]

export function Section() {
  const { t } = useTranslation()
  const [filter, change] = useFilter(['policy', 'version', 'as'] as const)
  const list = useQuery(policiesQuery)
  const items = list.data?.items ?? []
  return (
    <>
      <p className="secondary">{t('settings.policies.text')} <a className="settings-link" href="/docs" target="_blank" rel="noreferrer">{t('app.menu.apiDocs')}</a></p>
      <ProblemNotice error={list.error} again={() => void list.refetch()} />
      {!list.error && (
        <Rows<Listed>
          label={t('settings.sections.policies')} items={items} keyOf={(policy) => policy.id} loading={list.isPending}
          empty={<Empty description={t('settings.policies.empty')} />}
          columns={[
            { title: t('settings.policies.id'), show: (policy) => <b>{policy.id}</b> },
            { title: t('settings.name'), show: (policy) => policy.name },
            { title: t('settings.state'), show: (policy) => policy.active_version ? <Tag className="tone tone-done">{t('settings.policies.activeVersion', { version: policy.active_version })}</Tag> : <span className="secondary">{t('settings.policies.notActive')}</span> },
            { title: t('settings.policies.newest'), number: true, show: (policy) => policy.newest_version },
            { title: t('settings.since'), show: (policy) => <When at={policy.created_at} /> },
            { title: t('settings.change'), show: (policy) => <Button size="small" aria-label={`${t('settings.open')} ${policy.id}`} onClick={() => change({ policy: policy.id, version: undefined })}>{t('settings.open')}</Button> },
          ]}
        />
      )}
      {filter.policy ? <Versions key={filter.policy} id={filter.policy} version={Number(filter.version) || undefined} view={filter.as === 'json' ? 'json' : 'form'} show={(view) => change({ as: view === 'json' ? view : undefined })} choose={(version) => change({ version: String(version) })} /> : <p className="secondary">{t('settings.policies.choose')}</p>}
    </>
  )
}

interface VersionsProps {
  id: string
  version: number | undefined
  choose: (version: number) => void
  view: View
  show: (view: View) => void
}

function Versions({ id, version, choose, view, show }: VersionsProps) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(versionsQuery(id))
  const versions = list.data?.pages.flatMap((page) => page.items) ?? []
  if (list.error) return <ProblemNotice error={list.error} again={() => void list.refetch()} />
  const shown = versions.find((each) => each.version === version) ?? (version === undefined ? versions[0] : undefined)
  if (list.isPending) return <Loading />
  return (
    <section aria-label={id}>
      <div className="page-head">
        <h2>{id}</h2>
        <Select
          aria-label={t('settings.policies.version')} className="page-select" value={shown?.version} placeholder={t('settings.policies.version')} onChange={choose}
          options={versions.map((each) => ({ value: each.version, label: `${t('settings.policies.versionIs', { version: each.version })}${each.active ? ` · ${t('settings.policies.isActive')}` : ''}` }))}
        />
        {list.hasNextPage && <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app.form.loadMore')}</Button>}
        {shown && <Activation version={shown} />}
      </div>
      {shown ? <PolicyEditor key={shown.version} version={shown} newest={versions[0]!.version} saved={choose} view={view} show={show} /> : <Empty description={t('settings.policies.noVersion', { version })} />}
    </section>
  )
}

function Activation({ version }: { version: PolicyVersion }) {
  const { t } = useTranslation()
  const mayActivate = useMay('activatePolicy')
  const { modal, message } = App.useApp()
  const queries = useQueryClient()
  const activating = useMutation({
    mutationFn: () => activatePolicy(version.id, version.version),
    onSuccess: () => {
      message.success(t('settings.policies.activated', { id: version.id, version: version.version }))
      void queries.invalidateQueries({ queryKey: ['policies'] })
    },
  })
  const ask = () =>
    modal.confirm({
      title: t('settings.policies.activateTitle', { id: version.id, version: version.version }), content: t('settings.policies.activateText'),
      okText: t('settings.policies.activate'), cancelText: t('app.form.cancel'), onOk: () => activating.mutateAsync().catch(() => undefined),
    })
  return (
    <>
      <span className="secondary">{t('settings.policies.by', { who: version.created_by })} · <When at={version.created_at} /></span>
      <span className="grow" />
      {version.active ? <Tag className="tone tone-done">{t('settings.policies.isActive')}</Tag> : mayActivate && <Button loading={activating.isPending} onClick={ask}>{t('settings.policies.activate')}</Button>}
      <ProblemNotice error={activating.error} />
    </>
  )
}
