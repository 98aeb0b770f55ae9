// One message: what was sent, every try, and the way to send it once more.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { deliveryQuery, redeliver } from '../../api/webhooks'
import { useMay } from '../../app/session'
import { Loading } from '../../parts/Loading'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { When } from '../../parts/Words'
import { useKindName } from './SubscriptionDialog'

/** JSON as people read it; anything else as it is. */
function readable(body: string) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

export function DeliveryDialog({ id, message: messageID, close }: { id: string; message: string; close: () => void }) {
  const { t } = useTranslation()
  const kindName = useKindName()
  const maySend = useMay('redeliverWebhook')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const found = useQuery(deliveryQuery(id, messageID))
  const sending = useMutation({
    mutationFn: () => redeliver(id, messageID),
    onSuccess: () => {
      message.success(t('settings.deliveries.sent'))
      void queries.invalidateQueries({ queryKey: ['webhooks', id] })
    },
  })
  const delivery = found.data?.delivery
  return (
    <Modal
      open width={720} title={delivery ? kindName(delivery.kind) : messageID} onCancel={close} destroyOnHidden
      footer={[
        ...(maySend && delivery?.state !== 'pending' ? [<Button key="again" loading={sending.isPending} onClick={() => sending.mutate()}>{t('settings.deliveries.again')}</Button>] : []),
        <Button key="close" type="primary" onClick={close}>{t('app.form.close')}</Button>,
      ]}
    >
      <ProblemNotice error={found.error} again={() => void found.refetch()} />
      <ProblemNotice error={sending.error} />
      {found.isPending && <Loading />}
      {found.data && (
        <>
          <p className="secondary">{messageID}{delivery?.return_id && <> · <Link to={`/returns/${delivery.return_id}`}>{t('settings.deliveries.return')}</Link></>}</p>
          <h2>{t('settings.deliveries.tries')}</h2>
          {found.data.tries.length === 0 && <p className="secondary">{t('settings.deliveries.noTries')}</p>}
          <ul className="plain-list">
            {found.data.tries.map((each) => (
              <li key={each.at}><When at={each.at} /> · {each.answer_code ?? '—'} · {t('settings.deliveries.took', { ms: each.took_ms })}{each.trouble && <span className="bad"> · {each.trouble}</span>}</li>
            ))}
          </ul>
          <h2>{t('settings.deliveries.body')}</h2>
          <pre className="settings-snippet" tabIndex={0} role="region" aria-label={t('settings.deliveries.body')}>{readable(found.data.body)}</pre>
        </>
      )}
    </Modal>
  )
}
