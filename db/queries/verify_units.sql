-- What package verify asks about units: what orders hold, where goods stand.
--
-- Each answer lists violations only, with how many there are in all. Where more
-- than one table is compared they are materialized before they are cut: knowing
-- the limit, PostgreSQL would plan for a few quick rows and compare each row
-- with every other.

-- name: VerifyCounts :one
select
    (select count(*) from orders) as orders,
    (select count(*) from order_lines) as order_lines,
    (select count(*) from payments) as payments,
    (select count(*) from returns) as returns,
    (select count(*) from returns where closed_at is null) as open_returns,
    (select count(*) from return_lines) as return_lines,
    (select count(*) from refund_tasks) as refund_tasks,
    (select count(*) from stock_levels) as stock_levels,
    (select count(*) from stock_movements) as stock_movements,
    (select count(*) from notifications) as notifications;

-- name: VerifyHolds :many
-- An open return reserves its approved units until they are settled: by the
-- inspection or, when the customer keeps them, by the request of the refund.
-- Then the accepted ones count as returned, unless they were given back.
with held as (
    select r.order_number, l.line_no,
        sum(case when r.closed_at is null and not s.settled then l.approved else 0 end) as reserved,
        sum(case
            when not s.settled then 0
            when r.method <> 'keep_item' then l.available + l.refurbish + l.quarantine + l.scrap + l.vendor + l.lost
            when r.status in ('rejected', 'sent_back', 'written_off') then 0
            else l.approved end) as returned
    from returns r
    join return_lines l on l.return_id = r.id
    cross join lateral (
        select case r.method when 'keep_item' then r.refund <> 'not_due' else r.goods = 'inspected' end as settled
    ) s
    group by r.order_number, l.line_no
), violation as materialized (
    select coalesce(o.order_number, h.order_number)::text as order_number, coalesce(o.line_no, h.line_no)::int as line_no,
        (o.line_no is not null)::boolean as found,
        coalesce(o.reserved, 0)::bigint as reserved, coalesce(h.reserved, 0)::bigint as reserved_due,
        coalesce(o.returned, 0)::bigint as returned, coalesce(h.returned, 0)::bigint as returned_due
    from order_lines o
    full join held h on h.order_number = o.order_number and h.line_no = o.line_no
    where o.line_no is null or o.reserved <> coalesce(h.reserved, 0) or o.returned <> coalesce(h.returned, 0)
)
select count(*) over () as total, violation.* from violation
order by order_number, line_no
limit @most;

-- name: VerifyBought :many
select count(*) over () as total, order_number, line_no, quantity, reserved, returned, refunded_units
from order_lines
where reserved + returned > quantity or refunded_units > quantity or least(reserved, returned, refunded_units) < 0
order by order_number, line_no
limit @most;

-- name: VerifyLevels :many
with moved as (
    select sku, location, bucket, sum(quantity) as quantity from stock_movements group by sku, location, bucket
), violation as materialized (
    select coalesce(s.sku, m.sku)::text as sku, coalesce(s.location, m.location)::text as location,
        coalesce(s.bucket, m.bucket)::text as bucket,
        coalesce(s.quantity, 0)::bigint as quantity, coalesce(m.quantity, 0)::bigint as moved
    from stock_levels s
    full join moved m on m.sku = s.sku and m.location = s.location and m.bucket = s.bucket
    where coalesce(s.quantity, 0) <> coalesce(m.quantity, 0)
)
select count(*) over () as total, violation.* from violation
order by sku, location, bucket
limit @most;

-- name: VerifyLevelsNegative :many
select count(*) over () as total, sku, location, bucket, quantity
from stock_levels
where quantity < 0
order by sku, location, bucket
limit @most;

-- name: VerifyGoods :many
-- The movements of a return's line add up to its units. Before the confirmation
-- nothing is expected, and what arrives stands as arrived; from then on a policy
-- that restocks at confirmation books as available what others book as expected
-- and as arrived.
with moved as (
    select return_id, line_no, sku, bucket, sum(quantity) as units
    from stock_movements
    where return_id is not null and line_no is not null
    group by return_id, line_no, sku, bucket
), due as (
    select l.return_id, l.line_no, l.sku, b.bucket, b.units
    from return_lines l
    join returns r on r.id = l.return_id
    join policies p on p.policy_id = r.policy_id and p.version = r.policy_version
    cross join lateral (
        select p.terms->>'restock_at' is not distinct from 'confirmation' and not e.early as at_once,
            case when e.early then 0 else l.approved - l.arrived - l.missing - l.lost end as expected,
            l.arrived - l.available - l.refurbish - l.quarantine - l.scrap - l.vendor - l.send_back - l.wrong_item as uninspected
        from (select r.stage in ('requested', 'info_needed', 'counter_offered', 'approved') as early) e
    ) s
    cross join lateral (
        select 'expected' as bucket, case when s.at_once then 0 else s.expected end as units
        union all select 'arrived', case when s.at_once then 0 else s.uninspected end
        union all select 'available', l.available + case when s.at_once then s.expected + s.uninspected else 0 end
        union all select 'refurbish', l.refurbish
        union all select 'quarantine', l.quarantine
        union all select 'scrap', l.scrap
        union all select 'vendor', l.vendor
        union all select 'send_back', l.send_back
    ) b
    where r.goods <> 'none' and r.imported_from is null and b.units <> 0 -- what was imported moved no stock here
), violation as materialized (
    select coalesce(d.return_id, m.return_id)::text as return_id, coalesce(d.line_no, m.line_no, 0)::int as line_no,
        coalesce(d.sku, m.sku)::text as sku, coalesce(d.bucket, m.bucket)::text as bucket,
        coalesce(d.units, 0)::bigint as due, coalesce(m.units, 0)::bigint as moved
    from due d
    full join moved m on m.return_id = d.return_id and m.line_no = d.line_no and m.sku = d.sku and m.bucket = d.bucket
    where coalesce(d.units, 0) <> coalesce(m.units, 0)
)
select count(*) over () as total, violation.* from violation
order by return_id, line_no, bucket, sku
limit @most;

-- name: VerifyUndone :many
-- Of its lines, an ended return leaves nothing expected and nothing uninspected;
-- one that ended before the inspection leaves nothing at all but strays.
with violation as materialized (
    select r.id as return_id, r.status, m.sku, m.bucket, sum(m.quantity)::bigint as units
    from returns r
    join stock_movements m on m.return_id = r.id
    where r.closed_at is not null
        and m.line_no is not null
        and (m.bucket in ('expected', 'arrived') or r.goods <> 'inspected' or r.status in ('cancelled', 'expired'))
    group by r.id, r.status, m.sku, m.bucket
    having sum(m.quantity) <> 0
)
select count(*) over () as total, violation.* from violation
order by return_id, sku, bucket
limit @most;

-- name: VerifyUnits :many
select count(*) over () as total, return_id, line_no, requested, approved, arrived, missing,
    (available + refurbish + quarantine + scrap + vendor + send_back + wrong_item)::int as inspected
from return_lines
where approved > requested or arrived + missing + lost > approved
    or available + refurbish + quarantine + scrap + vendor + send_back + wrong_item > arrived
    or least(approved, arrived, available, refurbish, quarantine, scrap, vendor, send_back, missing, lost, wrong_item) < 0
order by return_id, line_no
limit @most;

-- name: VerifyInspections :many
-- What inspections wrote down is what the line counts. Accepted units that were
-- given back to the customer after all have left their disposition.
with seen as (
    select return_id, line_no,
        sum(quantity) filter (where disposition <> 'missing') as inspected,
        sum(quantity) filter (where disposition = 'missing') as missing,
        sum(quantity) filter (where wrong_sku <> '') as wrong_item,
        sum(quantity) filter (where disposition = 'restock' and wrong_sku = '') as available,
        sum(quantity) filter (where disposition = 'refurbish' and wrong_sku = '') as refurbish,
        sum(quantity) filter (where disposition = 'quarantine' and wrong_sku = '') as quarantine,
        sum(quantity) filter (where disposition = 'scrap' and wrong_sku = '') as scrap,
        sum(quantity) filter (where disposition = 'return_to_vendor' and wrong_sku = '') as vendor,
        sum(quantity) filter (where disposition = 'return_to_customer' and wrong_sku = '') as send_back
    from inspections
    group by return_id, line_no
), violation as materialized (
    select l.return_id, l.line_no,
        l.missing, coalesce(s.missing, 0)::int as missing_seen,
        (l.available + l.refurbish + l.quarantine + l.scrap + l.vendor + l.send_back + l.wrong_item)::int as inspected,
        coalesce(s.inspected, 0)::int as inspected_seen
    from return_lines l
    join returns r on r.id = l.return_id
    left join seen s on s.return_id = l.return_id and s.line_no = l.line_no
    where l.missing <> coalesce(s.missing, 0)
        or l.available + l.refurbish + l.quarantine + l.scrap + l.vendor + l.send_back + l.wrong_item <> coalesce(s.inspected, 0)
        or l.wrong_item <> coalesce(s.wrong_item, 0)
        or r.status <> 'sent_back' and (
            l.available <> coalesce(s.available, 0) or l.refurbish <> coalesce(s.refurbish, 0)
            or l.quarantine <> coalesce(s.quarantine, 0) or l.scrap <> coalesce(s.scrap, 0)
            or l.vendor <> coalesce(s.vendor, 0) or l.send_back <> coalesce(s.send_back, 0))
)
select count(*) over () as total, violation.* from violation
order by return_id, line_no
limit @most;
