// Complaints and who has to act on them; they are answered on the page of their return.
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Empty, Segmented, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { answer, client, type Schemas } from '../../api/client'
import { addTexts } from '../../app/texts'
import en from '../../locales/en/complaints'
import zh from '../../locales/zh-CN/complaints'
import { useFilter } from '../../parts/address'
import { Download } from '../../parts/Download'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows } from '../../parts/Rows'
import { Deadline, When } from '../../parts/Words'

addTexts('complaints', { en, 'zh-CN': zh })
type Dispute = Schemas['Dispute']
type State = Schemas['DisputeState']

const states = { open: ['open', 'escalated'], answered: ['answered'], decided: ['upheld', 'dismissed'], all: [] } as const satisfies Record<string, readonly State[]>
const views = Object.keys(states) as (keyof typeof states)[]
const tones: Partial<Record<State, string>> = { open: 'waits', escalated: 'ended', answered: 'moves', upheld: 'done' }

// The key begins with the topic that live.ts refreshes.
const disputesQuery = (state: State[]) =>
  infiniteQueryOptions({
    queryKey: ['disputes', state],
    queryFn: ({ pageParam, signal }) => answer(client.GET('/v1/disputes', { signal, params: { query: { ...(state.length > 0 && { state }), limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export function Page() {
  const { t } = useTranslation()
  const name = useName()
  const [filter, change] = useFilter(['view'] as const)
  const view = views.find((each) => each === filter.view) ?? 'open'
  const list = useInfiniteQuery(disputesQuery([...states[view]]))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <header className="page-head">
        <h1>{t('complaints.title')}</h1>
        <Segmented aria-label={t('complaints.columns.state')} value={view} onChange={(chosen) => change({ view: chosen })} options={views.map((value) => ({ value, label: t(`complaints.views.${value}`) }))} />
        <span className="grow" />
        <Download path="/v1/disputes" filter={{ state: states[view].join(',') }} />
      </header>
      <ProblemNotice error={list.error} again={() => void list.refetch()} />
      {!list.error && (
        <Rows<Dispute>
          label={t('complaints.title')} items={items} keyOf={(each) => each.return_id} loading={list.isPending}
          empty={<Empty description={<><b>{t('complaints.empty')}</b><br />{t('complaints.emptyHint')}</>} />}
          columns={[
            { title: t('complaints.columns.return'), show: (each) => <Link className="rma" to={`/returns/${each.rma_number}`}>{each.rma_number}</Link> },
            { title: t('complaints.columns.state'), show: (each) => <Tag className={`tone tone-${tones[each.state] ?? 'over'}`}>{name('dispute', each.state)}</Tag> },
            { title: t('complaints.columns.customer'), show: (each) => each.customer_name || each.customer_id },
            { title: t('complaints.columns.text'), show: (each) => each.complaint.text },
            { title: t('complaints.columns.opened'), show: (each) => <When at={each.complaint.opened_at} /> },
            { title: t('complaints.columns.waits'), show: (each) => each.complaint.waiting_for && name('role', each.complaint.waiting_for) },
            { title: t('complaints.columns.deadline'), show: (each) => each.complaint.deadline && <Deadline at={each.complaint.deadline} then={each.complaint.then} /> },
          ]}
        />
      )}
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app.form.loadMore')}</Button></p>}
    </>
  )
}
