// The order the goods come from, and what else the customer has sent back.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { orderQuery } from '../../api/orders'
import { returnsQuery, type Return } from '../../api/returns'
import { useFormat } from '../../parts/format'
import { Loading } from '../../parts/Loading'
import { Amount, StatusTag } from '../../parts/Words'

export function Surroundings({ ret }: { ret: Return }) {
  const { t } = useTranslation()
  const { day } = useFormat()
  const { data: order } = useQuery(orderQuery(ret.order_number))
  const { data: before } = useInfiniteQuery(returnsQuery({ customer: ret.customer_id, limit: 10 }))
  const others = before?.pages[0]?.items.filter((each) => each.id !== ret.id)
  return (
    <>
      <h2>{t('review.facts.order')} <Link to={`/orders/${encodeURIComponent(ret.order_number)}`}>{ret.order_number}</Link></h2>
      {!order ? <Loading /> : (
        <>
          <dl className="facts">
            <dt>{t('review.facts.ordered')}</dt><dd>{day(order.ordered_at)}</dd>
            <dt>{t('review.facts.delivered')}</dt><dd>{order.delivered_at ? day(order.delivered_at) : t('review.facts.notDelivered')}</dd>
            <dt>{t('review.facts.paid')}</dt><dd><Amount money={order.paid} /></dd>
          </dl>
          <ul className="bought">
            {ret.lines.map((line) => {
              const bought = order.lines.find((each) => each.line_no === line.line_no)
              return bought && (
                <li key={line.line_no}>
                  <b>{line.sku}</b> {bought.description}
                  <div className="secondary">{t('review.facts.ofBought', { quantity: line.quantity, bought: bought.quantity })} · <Amount money={bought.paid} /></div>
                </li>
              )
            })}
          </ul>
        </>
      )}
      <h2>{t('review.facts.history')}</h2>
      <p>
        {ret.customer_name} <span className="secondary">{ret.customer_id}</span>
        {order?.customer.country && <span className="secondary"> · {order.customer.country}</span>}
      </p>
      <h3>{t('review.facts.returnsBefore')}</h3>
      {others?.length === 0 && <p className="secondary">{t('review.facts.noReturns')}</p>}
      <ul className="history">
        {others?.map((each) => (
          <li key={each.id}>
            <Link to={`/returns/${each.rma_number}`} className="rma">{each.rma_number}</Link> <StatusTag status={each.status} />
            <div className="secondary">{day(each.opened_at)} · <Amount money={each.refund.total} /></div>
          </li>
        ))}
      </ul>
    </>
  )
}
