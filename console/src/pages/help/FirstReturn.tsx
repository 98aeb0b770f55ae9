// Leads through a first return, page by page: says what to do where, notices when
// it is done, and steps aside while a dialog is open.
import { useQuery } from '@tanstack/react-query'
import { App, Button, Tour as Card } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import { returnQuery } from '../../api/returns'
import { dialogIsOpen } from '../../app/dialogs'
import { may } from '../../app/menu'
import { useSession } from '../../app/session'
import { addTexts } from '../../app/texts'
import { keepTour, type Tour } from '../../app/tour'
import en from '../../locales/en/tour'
import zh from '../../locales/zh-CN/tour'
import { doneSteps, keepDone } from './done'
import { isDone, rmaIn, steps, type Step } from './steps'
import './tour.css'

addTexts('tour', { en, 'zh-CN': zh })

export default function FirstReturn({ tour }: { tour: Tour }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const session = useSession()
  const go = useNavigate()
  const { pathname, search } = useLocation()
  const own = steps.filter(({ needs }) => may(session, needs))
  const at = Math.max(0, own.findIndex(({ name }) => name === tour.step))
  const step = own[at]!
  const here = step.at.test(pathname)
  const { element, covered } = useOnPage(here ? step.target : 'h1', pathname)
  const ret = useQuery({ ...returnQuery(tour.rma ?? ''), enabled: Boolean(tour.rma) })
  const done = isDone(step, ret.data?.status)

  const move = (by: number, known: Partial<Tour> = {}) => {
    if (by > 0) keepDone([...doneSteps(), step.chapter])
    const next = own[at + by]
    const after = { ...tour, ...known }
    keepTour(next && { ...after, step: next.name })
    if (next && !next.at.test(pathname)) void go(next.to(after))
    if (!next) message.success(t('tour.over'))
  }

  // What somebody does leads on by itself, and tells which order and return it is about.
  useEffect(() => {
    const order = /^\/orders\/(.+)/.exec(pathname)?.[1] ?? new URLSearchParams(search).get('order') ?? undefined
    const rma = step.leads && !step.leads.test(pathname) ? undefined : rmaIn(pathname + search)
    const known = { ...(order && { order: decodeURIComponent(order) }), ...(rma && { rma }) }
    if (step.leads?.test(pathname)) move(1, known)
    else if (known.order && known.order !== tour.order || known.rma && known.rma !== tour.rma) keepTour({ ...tour, ...known })
  }, [pathname, search, step.name])

  const leave = () => {
    keepTour({ ...tour, step: step.name, on: false })
    message.info(t('tour.left'))
  }
  const last = at === own.length - 1
  const corner = useRef<HTMLElement>(null)
  return (
    <aside ref={corner} aria-label={t('tour.label')}>
      <Card
        getPopupContainer={() => corner.current!} open={!covered && Boolean(element)} current={0} mask={false} zIndex={900} arrow={false} scrollIntoViewOptions={false} rootClassName="tour" onClose={leave}
        closable={{ 'aria-label': t('tour.leave') }}
        steps={[{
          target: element,
          title: <span role="status">{t('tour.at', { step: at + 1, of: own.length })} {t(`tour.steps.${step.name}.title`)}</span>,
          description: <Words step={step} here={here} done={done} rma={tour.rma} first={at === 0} gaps={own.length < steps.length} />,
        }]}
        actionsRender={() => (
          <>
            {at > 0 && <Button size="small" onClick={() => move(-1)}>{t('tour.back')}</Button>}
            {!here && <Button size="small" type="primary" onClick={() => void go(step.to(tour))}>{t('tour.go')}</Button>}
            <Button size="small" type={here ? 'primary' : 'default'} onClick={() => move(1)}>{last ? t('tour.finish') : t('tour.next')}</Button>
          </>
        )}
      />
    </aside>
  )
}

function Words({ step, here, done, rma, first, gaps }: { step: Step; here: boolean; done: boolean; rma: string | undefined; first: boolean; gaps: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <p>{t(`tour.steps.${step.name}.text`)}</p>
      {rma && <p className="secondary">{t('tour.about', { rma })}</p>}
      {done && <p className="good">{t('tour.done')}</p>}
      {!here && <p className="warn">{t('tour.elsewhere')}</p>}
      {first && gaps && <p className="secondary">{t('tour.gaps')}</p>}
    </>
  )
}

/** The thing to point at, once it is there, and whether a dialog is open above it. */
function useOnPage(target: string, pathname: string) {
  const [found, setFound] = useState<{ element: HTMLElement | null; covered: boolean }>({ element: null, covered: false })
  useEffect(() => {
    const look = () => {
      const content = document.getElementById('content')
      const element = content?.querySelector<HTMLElement>(target) ?? content?.querySelector<HTMLElement>('h1') ?? null
      const covered = dialogIsOpen()
      setFound((before) => (before.element === element && before.covered === covered ? before : { element, covered }))
    }
    look()
    const often = setInterval(look, 250)
    return () => clearInterval(often)
  }, [target, pathname])
  useEffect(() => {
    found.element?.classList.add('tour-points')
    return () => found.element?.classList.remove('tour-points')
  }, [found.element])
  return found
}
