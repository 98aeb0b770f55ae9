// Goods that the shop holds for somebody: on their way back to the customer, or
// come late and not decided about. Whoever is asked acts on the return's page.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Empty, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { heldQuery, type Held } from '../../api/strays'
import { addTexts } from '../../app/texts'
import en from '../../locales/en/held'
import zh from '../../locales/zh-CN/held'
import { useFilter } from '../../parts/address'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows } from '../../parts/Rows'
import { Deadline, StatusTag, When } from '../../parts/Words'

addTexts('held', { en, 'zh-CN': zh })
/** The roles that held goods can wait for. */
const roles = ['reviewer', 'logistics'] as const

export function Page() {
  const { t } = useTranslation()
  const name = useName()
  const [filter, change] = useFilter(['waiting_for'] as const)
  const role = roles.find((each) => each === filter.waiting_for)
  const list = useInfiniteQuery(heldQuery(role))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <header className="page-head">
        <h1>{t('held.title')}</h1>
        <Segmented
          aria-label={t('held.columns.waitsFor')} value={role ?? 'all'} onChange={(chosen) => change({ waiting_for: chosen === 'all' ? undefined : chosen })}
          options={[{ value: 'all', label: t('app.form.all') }, ...roles.map((value) => ({ value, label: name('role', value) }))]}
        />
      </header>
      <ProblemNotice error={list.error} again={() => void list.refetch()} />
      {!list.error && (
        <Rows<Held>
          label={t('held.title')} items={items} keyOf={(each) => each.return_id} loading={list.isPending}
          empty={<Empty description={<><b>{t('held.empty')}</b><br />{t('held.emptyHint')}</>} />}
          columns={[
            { title: t('returns.columns.rma'), show: (each) => <><Link className="rma" to={`/returns/${each.rma_number}`}>{each.rma_number}</Link> <StatusTag status={each.return_status} /></> },
            { title: t('held.columns.goods'), show: ({ held }) => held.units.length > 0 ? held.units.map(({ sku, quantity }) => <div key={sku}><b>{quantity} × {sku}</b></div>) : <span className="secondary">{t('held.strays')}</span> },
            { title: t('held.columns.due'), show: ({ return_id, held }) => held.due === 'decide_stray' ? <Link to={`/strays?return=${return_id}`}>{name('action', held.due)}</Link> : name('action', held.due) },
            { title: t('held.columns.waitsFor'), show: ({ held }) => name('role', held.waiting_for) },
            { title: t('held.columns.since'), show: ({ held }) => held.since && <When at={held.since} span /> },
            { title: t('returns.columns.deadline'), show: ({ held }) => held.deadline && <Deadline at={held.deadline} then={held.then} /> },
          ]}
        />
      )}
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app.form.loadMore')}</Button></p>}
    </>
  )
}
