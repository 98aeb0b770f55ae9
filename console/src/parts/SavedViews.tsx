// The views of a list that somebody or the team has saved, to choose from. It is
// drawn after the list; what saves a view comes when it is asked for.
import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { viewsQuery, type View, type ViewPage } from '../api/views'

const ViewDialog = lazy(async () => ({ default: (await import('./ViewDialog')).ViewDialog }))

/** What of an address a view keeps. */
const kept: Record<ViewPage, readonly string[]> = {
  returns: ['status', 'reason', 'sku', 'from', 'to'],
  review: ['view', 'sort', 'reason'],
}

/** The filter of an address as views keep it: in one order, and without what names people. */
export function queryOf(page: ViewPage, parameters: URLSearchParams) {
  const query = new URLSearchParams()
  for (const name of kept[page]) {
    const value = parameters.get(name)
    if (value) query.set(name, value)
  }
  return query.toString()
}

export function SavedViews({ page }: { page: ViewPage }) {
  const { t } = useTranslation()
  const [parameters, set] = useSearchParams()
  const list = useQuery(viewsQuery(page))
  const [shown, setShown] = useState<{ view?: View }>()
  const query = queryOf(page, parameters)
  const views = list.data?.items ?? []
  const current = views.find((view) => queryOf(page, new URLSearchParams(view.query)) === query)
  const options = (shared: boolean) => views.filter((view) => view.shared === shared).map((view) => ({ value: view.id, label: view.name }))
  const groups = [{ label: t('app.views.own'), options: options(false) }, { label: t('app.views.team'), options: options(true) }].filter((group) => group.options.length > 0)
  return (
    <>
      {views.length > 0 && (
        <Select
          aria-label={t('app.views.title')} placeholder={t('app.views.title')} value={current?.id ?? null} options={groups} popupMatchSelectWidth={false} style={{ minWidth: 140 }}
          onChange={(id: string) => set(views.find((view) => view.id === id)!.query)}
        />
      )}
      <Button disabled={query === '' && !current} onClick={() => setShown({ view: current })}>{t(current ? 'app.views.change' : 'app.views.save')}</Button>
      <Suspense>{shown && <ViewDialog page={page} query={query} view={shown.view} close={() => setShown(undefined)} />}</Suspense>
    </>
  )
}
