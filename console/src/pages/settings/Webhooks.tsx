// The addresses that are told of what happens to returns.
import { Button, Empty, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { subscriptionsPage, type Subscription } from '../../api/webhooks'
import { useMay } from '../../app/session'
import { useFilter } from '../../parts/address'
import { LongRows } from '../../parts/LongRows'
import { momentWidth } from '../../parts/Rows'
import { When } from '../../parts/Words'
import { Secret } from './Secret'
import { SubscriptionDialog } from './SubscriptionDialog'
import { SubscriptionView } from './SubscriptionView'

const size = 100

export function Section() {
  const { t } = useTranslation()
  const mayAdd = useMay('createWebhookSubscription')
  const [filter, change] = useFilter(['subscription', 'state', 'delivery'] as const)
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<{ url: string; secret: string }>()
  const open = (id: string | undefined) => change({ subscription: id, state: undefined, delivery: undefined })
  return (
    <>
      <div className="page-head">
        <span className="secondary">{t('settings.webhooks.text')}</span>
        <span className="grow" />
        {mayAdd && <Button type="primary" onClick={() => setAdding(true)}>{t('settings.webhooks.add')}</Button>}
      </div>
      {made && <Secret title={t('settings.webhooks.made', { url: made.url })} secret={made.secret} close={() => setMade(undefined)} />}
      <LongRows<Subscription>
        label={t('settings.sections.webhooks')} ask={subscriptionsPage(size)} size={size} lines={2}
        empty={<Empty description={<><b>{t('settings.webhooks.empty')}</b><br />{t('settings.webhooks.emptyHint')}</>} />}
        columns={[
          { title: t('settings.webhooks.url'), width: 340, show: (each) => <><b title={each.url}>{each.url}</b>{each.description && <div className="secondary" title={each.description}>{each.description}</div>}</> },
          { title: t('settings.webhooks.kinds'), show: (each) => t('settings.webhooks.kindCount', { count: each.kinds.length }) },
          { title: t('settings.state'), width: 220, show: (each) => <SubscriptionState subscription={each} /> },
          { title: t('settings.since'), width: momentWidth, show: (each) => <When at={each.disabled_at ?? each.created_at} /> },
          { title: t('settings.change'), width: 100, show: (each) => <Button size="small" aria-label={`${t('settings.open')} ${each.url}`} onClick={() => open(each.id)}>{t('settings.open')}</Button> },
        ]}
      />
      {filter.subscription && <SubscriptionView key={filter.subscription} id={filter.subscription} filter={filter} change={change} gone={() => { setMade(undefined); open(undefined) }} />}
      {adding && (
        <SubscriptionDialog
          close={() => setAdding(false)}
          made={({ subscription, secret }) => {
            setMade({ url: subscription.url, secret })
            open(subscription.id)
          }}
        />
      )}
    </>
  )
}

export function SubscriptionState({ subscription }: { subscription: Subscription }) {
  const { t } = useTranslation()
  if (!subscription.enabled) return <Tag className="tone tone-ended">{t(`settings.webhooks.disabled.${subscription.disabled_why ?? 'by_hand'}`)}</Tag>
  if (subscription.failing_since) return <><Tag className="tone tone-waits">{t('settings.webhooks.failing')}</Tag><When at={subscription.failing_since} span /></>
  return <Tag className="tone tone-done">{t('settings.webhooks.enabled')}</Tag>
}
