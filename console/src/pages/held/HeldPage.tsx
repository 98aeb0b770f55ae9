// Goods that the shop holds for somebody: on their way back to the customer, or
// come late and not decided about. Whoever is asked acts on the return's page.
import { Empty, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { heldPage, type Held } from '../../api/strays'
import { addTexts } from '../../app/texts'
import en from '../../locales/en/held'
import zh from '../../locales/zh-CN/held'
import { useFilter } from '../../parts/address'
import { LongRows } from '../../parts/LongRows'
import { useName } from '../../parts/name'
import { rmaWidth } from '../../parts/Rows'
import { Deadline, StatusTag, When } from '../../parts/Words'

addTexts('held', { en, 'zh-CN': zh })
const size = 100
/** The roles that held goods can wait for. */
const roles = ['reviewer', 'logistics'] as const

export function Page() {
  const { t } = useTranslation()
  const name = useName()
  const [filter, change] = useFilter(['waiting_for'] as const)
  const role = roles.find((each) => each === filter.waiting_for)
  return (
    <>
      <header className="page-head">
        <h1>{t('held.title')}</h1>
        <Segmented
          aria-label={t('held.columns.waitsFor')} value={role ?? 'all'} onChange={(chosen) => change({ waiting_for: chosen === 'all' ? undefined : chosen })}
          options={[{ value: 'all', label: t('app.form.all') }, ...roles.map((value) => ({ value, label: name('role', value) }))]}
        />
      </header>
      <LongRows<Held>
        key={role} label={t('held.title')} ask={heldPage({ waiting_for: role, limit: size })} size={size}
        empty={<Empty description={<><b>{t('held.empty')}</b><br />{t('held.emptyHint')}</>} />}
        columns={[
          { title: t('returns.columns.rma'), width: rmaWidth, show: (each) => <Link className="rma" to={`/returns/${each.rma_number}`}>{each.rma_number}</Link> },
          { title: t('returns.columns.status'), width: 150, show: (each) => <StatusTag status={each.return_status} /> },
          { title: t('held.columns.goods'), show: ({ held }) => <Goods held={held} /> },
          { title: t('held.columns.due'), width: 160, show: ({ return_id, held }) => held.due === 'decide_stray' ? <Link to={`/strays?return=${return_id}`}>{name('action', held.due)}</Link> : name('action', held.due) },
          { title: t('held.columns.waitsFor'), width: 110, show: ({ held }) => name('role', held.waiting_for) },
          { title: t('held.columns.since'), width: 120, show: ({ held }) => held.since && <When at={held.since} span /> },
          { title: t('returns.columns.deadline'), width: 150, show: ({ held }) => held.deadline && <Deadline at={held.deadline} then={held.then} /> },
        ]}
      />
    </>
  )
}

/** What of the return's own goods is held; what else came is on the page of unexpected goods. */
function Goods({ held }: Pick<Held, 'held'>) {
  const { t } = useTranslation()
  if (held.units.length === 0) return <span className="secondary">{t('held.strays')}</span>
  const goods = held.units.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ')
  return <b title={goods}>{goods}</b>
}
