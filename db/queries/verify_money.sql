-- What package verify asks about money: refunds, what they count against, and
-- who approved them. A refund is in effect unless it was rejected or is known to have failed.

-- name: VerifyPayments :many
with refunds as (
    select rp.order_number, rp.payment_seq, sum(rp.amount) as amount
    from refund_parts rp
    join refund_tasks t on t.id = rp.task_id
    where t.state not in ('rejected', 'late_failed', 'failed_retryable', 'failed_final')
    group by rp.order_number, rp.payment_seq
), violation as materialized (
    select p.order_number, p.seq, o.currency, p.refunded, coalesce(r.amount, 0)::bigint as due
    from payments p
    join orders o on o.order_number = p.order_number
    left join refunds r on r.order_number = p.order_number and r.payment_seq = p.seq
    where p.refunded <> coalesce(r.amount, 0)
)
select count(*) over () as total, violation.* from violation
order by order_number, seq
limit @most;

-- name: VerifyCaptured :many
with violation as materialized (
    select p.order_number, p.seq, o.currency, p.refunded, p.captured
    from payments p
    join orders o on o.order_number = p.order_number
    where p.refunded > p.captured or p.refunded < 0
)
select count(*) over () as total, violation.* from violation
order by order_number, seq
limit @most;

-- name: VerifyRefunded :many
-- Goods and tax count before fees: a fee is kept of what was refunded.
with refunds as (
    select t.order_number, l.line_no, sum(l.quantity) as units, sum(l.goods) as goods, sum(l.tax) as tax
    from refund_tasks t
    join refund_lines l on l.task_id = t.id
    where t.state not in ('rejected', 'late_failed', 'failed_retryable', 'failed_final')
    group by t.order_number, l.line_no
), violation as materialized (
    select coalesce(l.order_number, r.order_number)::text as order_number, coalesce(l.line_no, r.line_no)::int as line_no,
        coalesce((
            select o.currency from orders o where o.order_number = coalesce(l.order_number, r.order_number)
        ), '')::text as currency,
        (l.line_no is not null)::boolean as found,
        coalesce(l.refunded_units, 0)::bigint as units, coalesce(r.units, 0)::bigint as units_due,
        coalesce(l.refunded_goods, 0)::bigint as goods, coalesce(r.goods, 0)::bigint as goods_due,
        coalesce(l.refunded_tax, 0)::bigint as tax, coalesce(r.tax, 0)::bigint as tax_due
    from order_lines l
    full join refunds r on r.order_number = l.order_number and r.line_no = l.line_no
    where l.line_no is null or l.refunded_units <> coalesce(r.units, 0)
        or l.refunded_goods <> coalesce(r.goods, 0) or l.refunded_tax <> coalesce(r.tax, 0)
)
select count(*) over () as total, violation.* from violation
order by order_number, line_no
limit @most;

-- name: VerifyPaid :many
with violation as materialized (
    select l.order_number, l.line_no, o.currency, l.goods, l.tax, l.refunded_goods, l.refunded_tax
    from order_lines l
    join orders o on o.order_number = l.order_number
    where l.refunded_goods > l.goods or l.refunded_tax > l.tax or least(l.refunded_goods, l.refunded_tax) < 0
)
select count(*) over () as total, violation.* from violation
order by order_number, line_no
limit @most;

-- name: VerifyShipping :many
with refunds as (
    select order_number, sum((amounts->>'shipping')::bigint) as shipping
    from refund_tasks
    where state not in ('rejected', 'late_failed', 'failed_retryable', 'failed_final')
    group by order_number
), violation as materialized (
    select o.order_number, o.currency, o.shipping_paid, o.shipping_refunded,
        coalesce(r.shipping, 0)::bigint as due
    from orders o
    left join refunds r on r.order_number = o.order_number
    where o.shipping_refunded <> coalesce(r.shipping, 0) or o.shipping_refunded > o.shipping_paid
)
select count(*) over () as total, violation.* from violation
order by order_number
limit @most;

-- name: VerifyDiscounts :many
-- What is withheld of an order's discount is what its refunds in effect say.
with refunds as (
    select order_number, sum(coalesce((amounts->>'discount_taken_back')::bigint, 0)
        - coalesce((amounts->>'discount_given_back')::bigint, 0)) as withheld
    from refund_tasks
    where state not in ('rejected', 'late_failed', 'failed_retryable', 'failed_final')
    group by order_number
), violation as materialized (
    select o.order_number, o.currency, o.discount_withheld, coalesce(r.withheld, 0)::bigint as due
    from orders o
    left join refunds r on r.order_number = o.order_number
    where o.discount_withheld <> coalesce(r.withheld, 0)
)
select count(*) over () as total, violation.* from violation
order by order_number
limit @most;

-- name: VerifySums :many
-- The amount of a refund is the sum of its lines, its shipping and the discount
-- that it gives back, and the
-- breakdown that is stored as JSON says the same as the lines.
with sums as (
    select t.id, t.return_id, t.currency, r.currency as return_currency, t.amount,
        coalesce((t.amounts->>'shipping')::bigint, 0) + coalesce((t.amounts->>'discount_given_back')::bigint, 0) as shipping,
        coalesce(sum(l.total), 0) as lines,
        count(*) filter (where l.total <> l.goods + l.tax - l.fee) as odd_lines,
        (t.amounts->>'total')::bigint is distinct from t.amount
            or jsonb_array_length(t.amounts->'lines') <> count(l.line_no)
            or bool_or(l.line_no is not null and not t.amounts->'lines' @> jsonb_build_array(jsonb_build_object(
                'line_no', l.line_no, 'quantity', l.quantity, 'goods', l.goods, 'tax', l.tax, 'fee', l.fee, 'total', l.total
            ))) as differs
    from refund_tasks t
    join returns r on r.id = t.return_id
    left join refund_lines l on l.task_id = t.id
    group by t.id, r.currency
), violation as materialized (
    select id, return_id, currency, return_currency, amount, shipping::bigint as shipping,
        lines::bigint as lines, odd_lines, differs::boolean as differs
    from sums
    where amount <> lines + shipping or odd_lines > 0 or differs or currency <> return_currency
)
select count(*) over () as total, violation.* from violation
order by id
limit @most;

-- name: VerifyEffective :many
with violation as materialized (
    select return_id, count(*) as refunds
    from refund_tasks
    where state not in ('rejected', 'late_failed', 'failed_retryable', 'failed_final')
    group by return_id
    having count(*) > 1
)
select count(*) over () as total, violation.* from violation
order by return_id
limit @most;

-- name: VerifyMoneyTrack :many
-- The money track is where the latest task stands; a rejected one leaves the
-- amount computed.
with latest as (
    select distinct on (return_id) return_id, id, case state when 'rejected' then 'computed' else state end as state
    from refund_tasks
    order by return_id, seq desc
), violation as materialized (
    select r.id as return_id, r.refund, coalesce(l.state, 'not_due')::text as due,
        coalesce(l.id, '')::text as task_id
    from returns r
    left join latest l on l.return_id = r.id
    where r.refund <> coalesce(l.state, 'not_due')
)
select count(*) over () as total, violation.* from violation
order by return_id
limit @most;

-- name: VerifySettled :many
-- Refunded is what has exactly one settled refund; whatever ended otherwise
-- holds no money.
with refunds as (
    select return_id, count(*) filter (where state = 'settled') as settled,
        count(*) filter (where state not in ('rejected', 'late_failed', 'failed_retryable', 'failed_final')) as effective
    from refund_tasks
    group by return_id
), violation as materialized (
    select r.id as return_id, r.status,
        coalesce(f.settled, 0)::bigint as settled, coalesce(f.effective, 0)::bigint as effective
    from returns r
    left join refunds f on f.return_id = r.id
    where case
        when r.status in ('refunded', 'completed') then coalesce(f.settled, 0) <> 1
        else coalesce(f.settled, 0) <> 0 or (r.closed_at is not null and coalesce(f.effective, 0) <> 0) end
)
select count(*) over () as total, violation.* from violation
order by return_id
limit @most;

-- name: VerifyRefundUnits :many
-- A refund is for the units the shop accepted, or let the customer keep.
with refunds as (
    select t.return_id, l.line_no, l.quantity as units
    from refund_tasks t
    join refund_lines l on l.task_id = t.id
    where t.state not in ('rejected', 'late_failed', 'failed_retryable', 'failed_final')
), accepted as (
    select l.return_id, l.line_no, case r.method
        when 'keep_item' then l.approved
        else l.available + l.refurbish + l.quarantine + l.scrap + l.vendor + l.lost end as units
    from return_lines l
    join returns r on r.id = l.return_id
    where exists (select from refund_tasks t where t.return_id = r.id and t.state not in ('rejected', 'late_failed', 'failed_retryable', 'failed_final'))
), violation as materialized (
    select coalesce(a.return_id, f.return_id)::text as return_id, coalesce(a.line_no, f.line_no)::int as line_no,
        coalesce(f.units, 0)::bigint as refunded, coalesce(a.units, 0)::bigint as accepted
    from accepted a
    full join refunds f on f.return_id = a.return_id and f.line_no = a.line_no
    where coalesce(f.units, 0) <> coalesce(a.units, 0)
)
select count(*) over () as total, violation.* from violation
order by return_id, line_no
limit @most;

-- name: VerifyRefundApprovals :many
-- Money that is on its way, arrived or came back was let go by somebody of
-- finance, whose decision is in the trail, or by a policy that has a limit up to
-- which it does that. Nothing to pay needs the approval of the return only. For what
-- a former system paid answers whoever imported it.
with violation as materialized (
    select t.id, t.return_id, t.state, t.currency, t.amount,
        coalesce(t.approved_by->>'id', '')::text as approver, coalesce(t.approved_by->>'role', '')::text as approver_role
    from refund_tasks t
    join returns r on r.id = t.return_id
    where t.state in ('submitted', 'settled', 'manual_payout', 'failed_retryable', 'failed_final', 'late_failed')
        and (t.approved_by is null or case
            when r.imported_from is not null then not exists (
                select from return_events e
                where e.return_id = t.return_id and e.action = 'import' and e.actor_id = t.approved_by->>'id')
            when t.amount = t.exchanged and t.approved_by->>'id' is not distinct from r.approval->'by'->>'id' then false
            when t.approved_by->>'role' = 'system' then not exists (
                select from return_events e
                join policies p on p.policy_id = r.policy_id and p.version = r.policy_version
                where e.return_id = t.return_id and e.action = 'request_refund' and e.refused = ''
                    and e.data->>'task_id' = t.id and e.data->>'approved_by_policy' = 'true'
                    and p.terms->'auto_refund_limit' ? t.currency)
            else not exists (
                select from return_events e
                where e.return_id = t.return_id and e.action = 'decide_refund' and e.refused = '' and e.status_to <> 'inspected'
                    and e.actor_id = t.approved_by->>'id' and e.actor_role = t.approved_by->>'role'
                    and e.actor_role = any(@deciders::text[]))
            end)
)
select count(*) over () as total, violation.* from violation
order by id
limit @most;

-- name: VerifyFourEyes :many
-- Above the policy's limit two different people let the money go, and both
-- decisions are in the trail. Policies are stored with exactly the currency's
-- decimals, so that without the point a limit is in minor units.
with violation as materialized (
    select t.id, t.return_id, t.currency, t.amount, replace(p.terms->'four_eyes_above'->>t.currency, '.', '')::bigint as above,
        coalesce(t.first_approved_by->>'id', '')::text as first_approver, coalesce(t.approved_by->>'id', '')::text as approver
    from refund_tasks t
    join returns r on r.id = t.return_id
    join policies p on p.policy_id = r.policy_id and p.version = r.policy_version
    where t.approved_by is not null and r.imported_from is null and replace(p.terms->'four_eyes_above'->>t.currency, '.', '')::bigint < t.amount - t.exchanged
        and (t.first_approved_by is null or t.first_approved_by->>'id' = t.approved_by->>'id'
            or not exists (
                select from return_events e
                where e.return_id = t.return_id and e.action = 'decide_refund' and e.refused = ''
                    and e.actor_id = t.first_approved_by->>'id' and e.actor_role = any(@deciders::text[])))
)
select count(*) over () as total, violation.* from violation
order by id
limit @most;

-- name: VerifyReturnApprovals :many
-- A return that goes on was approved: by the policy when it was opened or when
-- nobody reviewed it in time, by a reviewer, or by the customer who took a reviewer's offer.
-- Who approved an imported one, the former system knows.
with approved as (
    select e.return_id
    from return_events e
    join returns r on r.id = e.return_id and e.at = (r.approval->>'at')::timestamptz
    where e.refused = '' and case e.action
        when 'open' then e.status_to = 'approved' and r.approval->'by'->>'role' = 'system'
            and r.verdict->>'decision' = 'approve'
        when 'approve' then e.status_to = 'approved' and r.approval->'by'->>'role' = 'system' and e.actor_role = 'system'
        when 'review' then e.status_to in ('approved', 'refund_pending', 'refunded')
            and e.actor_id = r.approval->'by'->>'id' and e.actor_role = any(@reviewers::text[])
        when 'answer' then e.status_to = 'approved' and exists (
            select from return_events offer
            where offer.return_id = r.id and offer.seq < e.seq and offer.action = 'review' and offer.refused = ''
                and offer.status_to = 'counter_offered' and offer.actor_id = r.approval->'by'->>'id'
                and offer.actor_role = any(@reviewers::text[]))
        else false end
), violation as materialized (
    select r.id as return_id, r.status,
        coalesce(r.approval->'by'->>'id', '')::text as approver,
        coalesce(r.approval->'by'->>'role', '')::text as approver_role
    from returns r
    where r.stage in ('approved', 'confirmed', 'completed', 'sent_back', 'written_off')
        and r.imported_from is null
        and not exists (select from approved a where a.return_id = r.id)
)
select count(*) over () as total, violation.* from violation
order by return_id
limit @most;
