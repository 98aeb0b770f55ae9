// One order: what was bought, and what of it can still come back.
import { useQuery } from '@tanstack/react-query'
import { Button, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { orderQuery } from '../../api/orders'
import { useMay } from '../../app/session'
import { Loading } from '../../parts/Loading'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Amount, When } from '../../parts/Words'
import './texts'

export function Page() {
  const { number = '' } = useParams()
  const { t } = useTranslation()
  const name = useName()
  const mayOpen = useMay('openReturn')
  const { data: order, error, refetch } = useQuery(orderQuery(number))
  if (error && !order) return <ProblemNotice error={error} again={() => void refetch()} page />
  if (!order) return <Loading page />
  return (
    <>
      <header className="page-head">
        <h1>{order.order_number}</h1>
        <Space wrap size={16} className="grow">
          <span>{name('orderStatus', order.return_status)}</span>
          <span>{t('orders.customer')} {order.customer.name || order.customer.id}</span>
          <span className="secondary">{t('orders.columns.ordered')} <When at={order.ordered_at} /></span>
          {order.delivered_at && <span className="secondary">{t('orders.delivered')} <When at={order.delivered_at} /></span>}
          <b><Amount money={order.paid} /></b>
        </Space>
        <Link to={`/returns?order=${encodeURIComponent(order.order_number)}`}>{t('orders.returnsOf')}</Link>
        {mayOpen && <Link to={`/new-return?order=${encodeURIComponent(order.order_number)}`}><Button type="primary">{t('orders.newReturn')}</Button></Link>}
      </header>
      <div className="table-frame panel" tabIndex={0} role="region" aria-label={t('orders.columns.item')}>
        <table className="plain">
          <thead>
            <tr>
              <th>{t('orders.columns.item')}</th><th className="number">{t('orders.columns.bought')}</th><th className="number">{t('orders.columns.paid')}</th>
              <th className="number">{t('orders.columns.reserved')}</th><th className="number">{t('orders.columns.returned')}</th><th className="number">{t('orders.columns.returnable')}</th>
            </tr>
          </thead>
          <tbody>
            {order.lines.map((line) => (
              <tr key={line.line_no}>
                <td><b>{line.sku}</b> {line.description}</td><td className="number">{line.quantity}</td><td className="number"><Amount money={line.paid} /></td>
                <td className="number">{line.reserved_quantity}</td><td className="number">{line.returned_quantity}</td><td className="number"><b>{line.returnable_quantity}</b></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
