// One subscription: what can be done with it, and the log of its deliveries.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Empty, Select, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeSubscription, deliveriesPage, endSubscription, ping, rotateSecret, subscriptionQuery, type Delivery, type DeliveryState, type Subscription } from '../../api/webhooks'
import { useMay } from '../../app/session'
import { Loading } from '../../parts/Loading'
import { LongRows } from '../../parts/LongRows'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { momentWidth } from '../../parts/Rows'
import { When } from '../../parts/Words'
import { DeliveryDialog } from './DeliveryDialog'
import { Secret } from './Secret'
import { SubscriptionDialog, useKindName } from './SubscriptionDialog'
import { SubscriptionState } from './Webhooks'

type Name = 'subscription' | 'state' | 'delivery'

interface Props {
  id: string
  filter: Partial<Record<Name, string>>
  change: (changes: Partial<Record<Name, string | undefined>>) => void
  /** Called when there is no such subscription any more. */
  gone: () => void
}

const size = 100
const states: DeliveryState[] = ['pending', 'delivered', 'failed']
const tones: Record<DeliveryState, string> = { pending: 'moves', delivered: 'done', failed: 'ended' }

export function SubscriptionView({ id, filter, change, gone }: Props) {
  const { t } = useTranslation()
  const kindName = useKindName()
  const found = useQuery(subscriptionQuery(id))
  const state = states.find((each) => each === filter.state)
  const queries = useQueryClient()
  if (found.error) return <ProblemNotice error={found.error} again={() => void found.refetch()} />
  if (!found.data) return <Loading />
  return (
    <section aria-label={found.data.url}>
      <div className="page-head"><h2>{found.data.url}</h2> <SubscriptionState subscription={found.data} /></div>
      <p className="secondary">{found.data.kinds.map(kindName).join(', ')}</p>
      <Steering subscription={found.data} gone={gone} />
      <div className="page-head">
        <h3>{t('settings.deliveries.title')}</h3>
        <Select aria-label={t('settings.state')} placeholder={t('settings.deliveries.anyState')} allowClear className="page-select" value={state} onChange={(value) => change({ state: value })} options={states.map((value) => ({ value, label: t(`settings.deliveries.states.${value}`) }))} />
        <Button onClick={() => void queries.invalidateQueries({ queryKey: ['webhooks', id, 'deliveries'] })}>{t('settings.deliveries.refresh')}</Button>
      </div>
      <LongRows<Delivery>
        key={state} label={t('settings.deliveries.title')} ask={deliveriesPage(id, { limit: size, ...(state && { state }) })} size={size} lines={2}
        empty={<Empty description={<><b>{t('settings.deliveries.empty')}</b><br />{t('settings.deliveries.emptyHint')}</>} />}
        columns={[
          { title: t('settings.deliveries.kind'), width: 200, show: (each) => kindName(each.kind) },
          { title: t('settings.state'), show: (each) => <><Tag className={`tone tone-${tones[each.state]}`}>{t(`settings.deliveries.states.${each.state}`)}</Tag>{each.trouble && <div className="bad" title={each.trouble}>{each.trouble}</div>}</> },
          { title: t('settings.deliveries.answer'), width: 90, number: true, show: (each) => each.answer_code ?? '' },
          { title: t('settings.deliveries.tries'), width: 90, number: true, show: (each) => each.attempts },
          { title: t('settings.deliveries.next'), width: 120, show: (each) => each.next_at && <When at={each.next_at} span /> },
          { title: t('settings.deliveries.at'), width: momentWidth, show: (each) => <When at={each.created_at} /> },
          { title: t('settings.change'), width: 100, show: (each) => <Button size="small" aria-label={`${t('settings.open')} ${each.message_id}`} onClick={() => change({ delivery: each.message_id })}>{t('settings.open')}</Button> },
        ]}
      />
      {filter.delivery && <DeliveryDialog id={id} message={filter.delivery} close={() => change({ delivery: undefined })} />}
    </section>
  )
}

function Steering({ subscription, gone }: { subscription: Subscription; gone: () => void }) {
  const { t } = useTranslation()
  const mayChange = useMay('changeWebhookSubscription')
  const { modal, message } = App.useApp()
  const queries = useQueryClient()
  const [editing, setEditing] = useState(false)
  const [secret, setSecret] = useState<string>()
  const { id, enabled } = subscription
  const doing = useMutation({
    mutationFn: async (what: 'ping' | 'rotate' | 'switch' | 'end') => {
      if (what === 'ping') await ping(id)
      if (what === 'rotate') setSecret((await rotateSecret(id)).secret)
      if (what === 'switch') await changeSubscription(id, { enabled: !enabled })
      if (what === 'end') {
        await endSubscription(id)
        gone()
      }
    },
    onSuccess: (_, what) => {
      message.success(t(`settings.webhooks.did.${what === 'switch' && enabled ? 'disable' : what}`))
      void queries.invalidateQueries({ queryKey: ['webhooks', ...(what === 'end' ? ['page'] : [])] }) // of one that is gone there is nothing to ask
    },
  })
  if (!mayChange) return null
  const ask = (what: 'rotate' | 'switch' | 'end', key: 'rotate' | 'disable' | 'end') =>
    modal.confirm({ title: t(`settings.webhooks.ask.${key}`), content: t(`settings.webhooks.why.${key}`), okText: t(`settings.webhooks.do.${key}`), okButtonProps: { danger: key !== 'rotate' }, cancelText: t('app.form.cancel'), onOk: () => doing.mutateAsync(what).catch(() => undefined) })
  return (
    <>
      <p className="settings-actions">
        <Button disabled={!enabled} onClick={() => doing.mutate('ping')}>{t('settings.webhooks.do.ping')}</Button>
        <Button onClick={() => setEditing(true)}>{t('settings.edit')}</Button>
        <Button onClick={() => ask('rotate', 'rotate')}>{t('settings.webhooks.do.rotate')}</Button>
        <Button danger={enabled} onClick={() => (enabled ? ask('switch', 'disable') : doing.mutate('switch'))}>{t(enabled ? 'settings.webhooks.do.disable' : 'settings.webhooks.do.switch')}</Button>
        <Button danger onClick={() => ask('end', 'end')}>{t('settings.webhooks.do.end')}</Button>
      </p>
      <ProblemNotice error={doing.error} />
      {secret && <Secret title={t('settings.webhooks.newSecret')} secret={secret} close={() => setSecret(undefined)} />}
      {editing && <SubscriptionDialog subscription={subscription} close={() => setEditing(false)} />}
    </>
  )
}
