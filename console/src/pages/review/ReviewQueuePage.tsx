// Where reviewers spend their day: the queue on the left, the return that is
// judged in the middle, what is known of order and customer on the right. All
// of it can be done from the keyboard.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { App, Button, Empty, type InputRef } from 'antd'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { claim, release, returnQuery, returnsQuery, type Return } from '../../api/returns'
import { useSession } from '../../app/session'
import { useShortcuts } from '../../app/shortcuts'
import { useFilter } from '../../parts/address'
import { Loading } from '../../parts/Loading'
import { ProblemNotice, useProblemText } from '../../parts/ProblemNotice'
import { Case } from './Case'
import { asked, neighbor } from './filter'
import { QueueFilter } from './QueueFilter'
import { QueueList } from './QueueList'
import type { Decision } from './ReviewDialog'
import { Surroundings } from './Surroundings'
import './review.css'

const BulkApproval = lazy(async () => ({ default: (await import('./BulkApproval')).BulkApproval }))

// With its form it is larger than the page; it is fetched as soon as the page is there, for whoever presses `a` at once.
const fetchDialog = async () => ({ default: (await import('./ReviewDialog')).ReviewDialog })
const ReviewDialog = lazy(fetchDialog)

const parameters = ['view', 'sort', 'reason', 'q', 'rma'] as const

export function Page() {
  const { t } = useTranslation()
  const [filter, change] = useFilter(parameters)
  const list = useInfiniteQuery(returnsQuery(asked(filter)))
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const rmas = items.map(({ rma_number }) => rma_number)
  const current = filter.rma ?? rmas[0]
  const one = useQuery({ ...returnQuery(current ?? ''), enabled: Boolean(current), placeholderData: items.find((each) => each.rma_number === current) })
  const shown = current ? one.data : undefined
  const [chosen, setChosen] = useState<string[]>([])
  const [decision, setDecision] = useState<Decision>()
  const [bulk, setBulk] = useState<Return[]>()
  const [assigning, setAssigning] = useState(false)
  const search = useRef<InputRef>(null)
  useEffect(() => void fetchDialog().catch(() => undefined), [])

  const choose = (rma: string | undefined) => change({ rma })
  const toggle = (rma: string) => setChosen((before) => (before.includes(rma) ? before.filter((each) => each !== rma) : [...before, rma]))
  const may = (wanted: Decision) => shown?.allowed_actions.includes('review') && setDecision(wanted)
  const hold = useHolding(shown)
  useQueueShortcuts({
    next: () => choose(neighbor(rmas, current, 1)),
    previous: () => choose(neighbor(rmas, current, -1)),
    decide: may,
    hold,
    assign: () => setAssigning(true),
    search: () => search.current?.focus(),
    toggle: () => current && toggle(current),
    open: current,
  })

  const decided = () => {
    setDecision(undefined)
    choose(nextAfter(rmas, current))
  }

  return (
    <div className="review">
      <header className="review-head">
        <h1>{t('review.title')}</h1>
        <QueueFilter filter={filter} change={change} search={search} />
      </header>
      <ProblemNotice error={list.error} again={() => void list.refetch()} />
      <div className="review-panes">
        <section className="pane queue" aria-label={t('review.listLabel')}>
          {list.isPending ? <Loading /> : items.length === 0 ? (
            <Empty description={<><b>{t('review.empty')}</b><br />{t('review.emptyHint')}</>}>
              {(filter.q || filter.reason) && <Button onClick={() => change({ q: undefined, reason: undefined })}>{t('review.clear')}</Button>}
            </Empty>
          ) : (
            <QueueList items={items} current={current} choose={choose} chosen={chosen} toggle={toggle} list={list} />
          )}
          {chosen.length > 0 && (
            <footer className="queue-foot">
              <span>{t('review.chosen', { count: chosen.length })}</span>
              <Button size="small" onClick={() => setChosen([])}>{t('review.bulkNone')}</Button>
              <Button size="small" type="primary" onClick={() => setBulk(items.filter(({ rma_number }) => chosen.includes(rma_number)))}>
                {t('review.bulkApprove')}
              </Button>
            </footer>
          )}
        </section>
        <section className="pane case" aria-label={shown?.rma_number ?? t('review.chooseOne')}>
          {one.error && !shown ? <ProblemNotice error={one.error} again={() => void one.refetch()} /> : shown ? (
            <Case ret={shown} decide={may} hold={hold} assigning={assigning} setAssigning={setAssigning} />
          ) : (
            !list.isPending && <Empty description={t('review.chooseOne')} />
          )}
        </section>
        <aside className="pane around" aria-label={t('review.facts.order')}>{shown && <Surroundings ret={shown} />}</aside>
      </div>
      <Suspense>{shown && decision && <ReviewDialog ret={shown} decision={decision} close={() => setDecision(undefined)} decided={decided} refresh={() => void one.refetch()} />}</Suspense>
      <Suspense>{bulk && <BulkApproval returns={bulk} close={() => { setBulk(undefined); setChosen([]) }} />}</Suspense>
    </div>
  )
}

/** The one below, or above when it was the last. */
function nextAfter(rmas: string[], current: string | undefined) {
  const at = rmas.indexOf(current ?? '')
  return rmas[at + 1] ?? rmas[at - 1]
}

/** Claims the return, or gives it back when it is in one's own hands. */
function useHolding(shown: Return | undefined) {
  const { message } = App.useApp()
  const { user } = useSession()
  const say = useProblemText()
  return async () => {
    if (!shown) return
    try {
      await (shown.assignee === user.id ? release : claim)(shown.id)
    } catch (error) {
      const { title, also } = say(error)
      message.warning([title, ...also].join(' '))
    }
  }
}

interface Does {
  next: () => void
  previous: () => void
  decide: (decision: Decision) => void
  hold: () => void
  assign: () => void
  search: () => void
  toggle: () => void
  open: string | undefined
}

function useQueueShortcuts({ next, previous, decide, hold, assign, search, toggle, open }: Does) {
  const { t } = useTranslation()
  const go = useNavigate()
  const here = 'here' as const
  useShortcuts([
    { keys: 'j', does: t('review.keys.next'), scope: here, run: next },
    { keys: 'k', does: t('review.keys.previous'), scope: here, run: previous },
    { keys: 'a', does: t('review.keys.approve'), scope: here, run: () => decide('approve') },
    { keys: 'r', does: t('review.keys.reject'), scope: here, run: () => decide('reject') },
    { keys: 'i', does: t('review.keys.ask'), scope: here, run: () => decide('request_info') },
    { keys: 'o', does: t('review.keys.offer'), scope: here, run: () => decide('counter_offer') },
    { keys: 'c', does: t('review.keys.claim'), scope: here, run: hold },
    { keys: 'h', does: t('review.keys.assign'), scope: here, run: assign },
    { keys: 'x', does: t('review.keys.choose'), scope: here, run: toggle },
    { keys: 'Enter', does: t('review.keys.open'), scope: here, run: () => open && void go(`/returns/${open}`) },
    { keys: '/', does: t('app.shortcut.search'), scope: here, run: search },
  ])
}
