// What waits to be sent, and what the API refused of it: nothing goes away unseen.
import { Button, Card } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Problem } from '../../api/problem'
import { useSession } from '../../app/session'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { When } from '../../parts/Words'
import { sendNow } from './bench'
import { drop, useKept, waitingOf, type Kept } from './outbox'

export function Waiting() {
  const { t } = useTranslation()
  const owner = useSession().user.id
  const kept = useKept(owner)
  const [sending, setSending] = useState(false)
  const waiting = waitingOf(kept).length
  if (kept.length === 0) return null
  const send = () => {
    setSending(true)
    void sendNow(owner).finally(() => setSending(false))
  }
  return (
    <Card
      className="gap-below" title={<h2>{waiting > 0 ? t('warehouse.waiting.title', { count: waiting }) : t('warehouse.waiting.refused')}</h2>}
      extra={waiting > 0 && <Button loading={sending} onClick={send}>{t('warehouse.waiting.send')}</Button>}
    >
      {waiting > 0 && <p className="secondary">{t('warehouse.waiting.text')}</p>}
      <ul className="plain-list bench-waiting">
        {kept.map((each) => (
          <li key={each.key}>
            <Link className="rma" to={`/returns/${each.rma}`}>{each.rma}</Link> {t(`warehouse.waiting.${each.what}`, { count: unitsOf(each) })} · <When at={each.at} />
            {each.refused && (
              <>
                <ProblemNotice error={new Problem(each.refused.status, each.refused.body)} />
                <Button onClick={() => drop(owner, each.key)}>{t('warehouse.waiting.dismiss', { rma: each.rma })}</Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

const unitsOf = ({ body }: Kept) => (body.lines ?? []).reduce((sum, { quantity }) => sum + quantity, 0)
