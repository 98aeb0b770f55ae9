// Complaints and who has to act on them; they are answered on the page of their return.
import { Empty, Segmented, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { answer, client, type Schemas } from '../../api/client'
import { addTexts } from '../../app/texts'
import en from '../../locales/en/complaints'
import zh from '../../locales/zh-CN/complaints'
import { useFilter } from '../../parts/address'
import { Download } from '../../parts/Download'
import { LongRows } from '../../parts/LongRows'
import { useName } from '../../parts/name'
import { momentWidth, rmaWidth } from '../../parts/Rows'
import { Deadline, When } from '../../parts/Words'

addTexts('complaints', { en, 'zh-CN': zh })
type Dispute = Schemas['Dispute']
type State = Schemas['DisputeState']

const states = { open: ['open', 'escalated'], answered: ['answered'], decided: ['upheld', 'dismissed'], all: [] } as const satisfies Record<string, readonly State[]>
const views = Object.keys(states) as (keyof typeof states)[]
const tones: Partial<Record<State, string>> = { open: 'waits', escalated: 'ended', answered: 'moves', upheld: 'done' }

const size = 100

// The key begins with the topic that live.ts refreshes.
const disputesPage = (state: State[]) => (cursor: string | undefined) => ({
  queryKey: ['disputes', state, cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) => answer(client.GET('/v1/disputes', { signal, params: { query: { ...(state.length > 0 && { state }), limit: size, cursor } } })),
})

export function Page() {
  const { t } = useTranslation()
  const name = useName()
  const [filter, change] = useFilter(['view'] as const)
  const view = views.find((each) => each === filter.view) ?? 'open'
  return (
    <>
      <header className="page-head">
        <h1>{t('complaints.title')}</h1>
        <Segmented aria-label={t('complaints.columns.state')} value={view} onChange={(chosen) => change({ view: chosen })} options={views.map((value) => ({ value, label: t(`complaints.views.${value}`) }))} />
        <span className="grow" />
        <Download path="/v1/disputes" filter={{ state: states[view].join(',') }} />
      </header>
      <LongRows<Dispute>
        key={view} label={t('complaints.title')} ask={disputesPage([...states[view]])} size={size} lines={2}
        empty={<Empty description={<><b>{t('complaints.empty')}</b><br />{t('complaints.emptyHint')}</>} />}
        columns={[
          { title: t('complaints.columns.return'), width: rmaWidth, show: (each) => <Link className="rma" to={`/returns/${each.rma_number}`}>{each.rma_number}</Link> },
          { title: t('complaints.columns.state'), width: 120, show: (each) => <Tag className={`tone tone-${tones[each.state] ?? 'over'}`}>{name('dispute', each.state)}</Tag> },
          { title: t('complaints.columns.customer'), width: 120, show: (each) => each.customer_name || each.customer_id },
          { title: t('complaints.columns.text'), show: (each) => <span className="long-text" title={each.complaint.text}>{each.complaint.text}</span> },
          { title: t('complaints.columns.opened'), width: momentWidth, show: (each) => <When at={each.complaint.opened_at} /> },
          { title: t('complaints.columns.waits'), width: 100, show: (each) => each.complaint.waiting_for && name('role', each.complaint.waiting_for) },
          { title: t('complaints.columns.deadline'), width: 150, show: (each) => each.complaint.deadline && <Deadline at={each.complaint.deadline} then={each.complaint.then} /> },
        ]}
      />
    </>
  )
}
