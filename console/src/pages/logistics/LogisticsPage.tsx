// The way of the goods: pickups to book, parcels under way, attempts that failed
// and parcels nobody has heard of.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Empty, Input, Segmented, Tag } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { returnsQuery, type Action, type Return } from '../../api/returns'
import { useFilter } from '../../parts/address'
import { useFormat } from '../../parts/format'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows } from '../../parts/Rows'
import { Deadline, StatusTag } from '../../parts/Words'
import { statuses, troubled, views, type View } from './views'

// With its calendar it is as large as the rest of the page, and nobody needs it at once.
const ActionDialog = lazy(async () => ({ default: (await import('../returns/ActionDialog')).ActionDialog }))

export function Page() {
  const { t } = useTranslation()
  const name = useName()
  const [filter, change] = useFilter(['view', 'q'] as const)
  const view: View = views.find((each) => each === filter.view) ?? 'book'
  const list = useInfiniteQuery(returnsQuery({ status: statuses[view], q: filter.q, sort: 'deadline', limit: 100 }))
  const all = list.data?.pages.flatMap((page) => page.items) ?? []
  const items = view === 'trouble' ? all.filter(troubled) : all
  const [doing, setDoing] = useState<{ ret: Return; action: Action }>()
  return (
    <>
      <header className="page-head">
        <h1>{t('logistics.title')}</h1>
        <Segmented value={view} onChange={(chosen) => change({ view: chosen })} options={views.map((value) => ({ value, label: t(`logistics.views.${value}`) }))} />
        <Input.Search aria-label={t('returns.searchLabel')} placeholder={t('returns.search')} allowClear defaultValue={filter.q} onSearch={(q) => change({ q: q.trim() })} className="page-search" />
      </header>
      <ProblemNotice error={list.error} again={() => void list.refetch()} />
      <Rows<Return>
        label={t('logistics.title')} items={items} keyOf={(ret) => ret.id} loading={list.isPending}
        empty={<Empty description={<><b>{t(`logistics.empty.${view}`)}</b><br />{t('logistics.emptyHint')}</>} />}
        columns={[
          { title: t('returns.columns.rma'), show: (ret) => <><Link className="rma" to={`/returns/${ret.rma_number}`}>{ret.rma_number}</Link><br /><StatusTag status={ret.status} /></> },
          { title: t('returns.columns.customer'), show: (ret) => <Whence ret={ret} /> },
          { title: t('returns.sections.parcels'), show: (ret) => <><Parcels ret={ret} />{ret.attention && <div className="warn">{ret.attention}</div>}</> },
          { title: t('returns.columns.deadline'), show: (ret) => ret.deadline && <Deadline at={ret.deadline} then={ret.then} /> },
          {
            title: t('logistics.do'),
            show: (ret) => (['schedule_pickup', 'carrier_event'] as const).filter((action) => ret.allowed_actions.includes(action)).map((action) => (
              <Button key={action} aria-label={`${name('action', action)} ${ret.rma_number}`} className="gap-below" onClick={() => setDoing({ ret, action })}>{name('action', action)}</Button>
            )),
          },
        ]}
      />
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app.form.loadMore')}</Button></p>}
      <Suspense>{doing && <ActionDialog ret={doing.ret} action={doing.action} close={() => setDoing(undefined)} refresh={() => void list.refetch()} />}</Suspense>
    </>
  )
}

/** Where it is fetched, and when the customer wants it to be. */
function Whence({ ret }: { ret: Return }) {
  const { t } = useTranslation()
  const { moment } = useFormat()
  const { pickup } = ret
  return (
    <>
      {ret.customer_name || ret.customer_id}
      {pickup && <div className="secondary">{pickup.address} {pickup.phone}</div>}
      {pickup?.window_start && pickup.window_end && <div className="secondary">{t('returns.window', { from: moment(pickup.window_start), to: moment(pickup.window_end) })}</div>}
    </>
  )
}

function Parcels({ ret }: { ret: Return }) {
  const { t } = useTranslation()
  const name = useName()
  const { moment } = useFormat()
  return ret.shipments.map((parcel) => (
    <div key={parcel.seq}>
      {parcel.carrier} <code>{parcel.tracking_number}</code> <Tag className={`tone tone-${troubles(parcel.state) ? 'ended' : 'moves'}`}>{name('logistics', parcel.state)}</Tag>
      {parcel.attempts > 0 && <span className="warn">{t('returns.attempts', { count: parcel.attempts })}</span>}
      {parcel.window_start && parcel.window_end && <div className="secondary">{t('returns.window', { from: moment(parcel.window_start), to: moment(parcel.window_end) })}</div>}
      {parcel.label_url && <a href={parcel.label_url} target="_blank" rel="noreferrer">{t('logistics.label')}</a>}
    </div>
  ))
}

const troubles = (state: string) => ['failed_attempt', 'silent', 'lost', 'refused'].includes(state)
