-- What reports read. A period list comes from package reports: whole months as
-- months, the days around them as days.

-- name: ReportTimeZone :one
select time_zone from report_settings;

-- name: ReportTimeZoneStale :one
-- Whether days begin elsewhere since another policy became active.
select exists (
    select from policies p, report_settings z
    where p.active and p.terms->>'time_zone' <> '' and p.terms->>'time_zone' <> z.time_zone)::boolean;

-- name: ReportFold :one
select report_fold()::bigint as folded;

-- name: ReportPending :one
select exists (select from report_changes);

-- name: ReportRebuild :exec
select report_rebuild();

-- name: ReportFigures :many
-- The keys of a dimension with what they add up to, the largest first. Currencies
-- stay apart; key_total is the key's over all of them.
with figures as (
    select key, currency,
        coalesce(sum(sold_units), 0)::bigint as sold_units, coalesce(sum(sold_amount), 0)::bigint as sold_amount,
        coalesce(sum(returns), 0)::bigint as returns, coalesce(sum(lines), 0)::bigint as lines,
        coalesce(sum(requested_units), 0)::bigint as requested_units, coalesce(sum(returned_units), 0)::bigint as returned_units,
        coalesce(sum(available), 0)::bigint as available, coalesce(sum(refurbish), 0)::bigint as refurbish,
        coalesce(sum(quarantine), 0)::bigint as quarantine, coalesce(sum(scrap), 0)::bigint as scrap,
        coalesce(sum(vendor), 0)::bigint as vendor, coalesce(sum(send_back), 0)::bigint as send_back,
        coalesce(sum(missing), 0)::bigint as missing, coalesce(sum(lost), 0)::bigint as lost,
        coalesce(sum(wrong_item), 0)::bigint as wrong_item, coalesce(sum(loss_amount), 0)::bigint as loss_amount,
        coalesce(sum(refunds), 0)::bigint as refunds, coalesce(sum(refunded_amount), 0)::bigint as refunded_amount,
        coalesce(sum(fee_amount), 0)::bigint as fee_amount,
        coalesce(sum(decided), 0)::bigint as decided, coalesce(sum(asked), 0)::bigint as asked,
        coalesce(sum(approved_by_policy), 0)::bigint as approved_by_policy,
        coalesce(sum(approved_by_hand), 0)::bigint as approved_by_hand,
        coalesce(sum(rejected_by_policy), 0)::bigint as rejected_by_policy,
        coalesce(sum(rejected_by_hand), 0)::bigint as rejected_by_hand,
        coalesce(sum(cancelled), 0)::bigint as cancelled, coalesce(sum(expired), 0)::bigint as expired,
        coalesce(sum(parcels), 0)::bigint as parcels, coalesce(sum(delivered), 0)::bigint as delivered,
        coalesce(sum(parcels_lost), 0)::bigint as parcels_lost, coalesce(sum(pickups_failed), 0)::bigint as pickups_failed,
        coalesce(sum(complaints), 0)::bigint as complaints, coalesce(sum(upheld), 0)::bigint as upheld,
        coalesce(sum(dismissed), 0)::bigint as dismissed,
        coalesce(sum(ratings), 0)::bigint as ratings, coalesce(sum(rating_sum), 0)::bigint as rating_sum
    from report_now
    where dimension = @dimension and period = any(@periods::text[])
        and (@currency::text = '' or currency in ('', @currency))
        and (cardinality(@keys::text[]) = 0 or key = any(@keys::text[]))
    group by key, currency
), ranked as (
    select key, dense_rank() over (order by score desc nulls last, key) as place
    from (
        select key, case @sort::text
            when 'rate' then case when sum(sold_units) > 0 then sum(returned_units) / sum(sold_units) end
            when 'sold' then sum(sold_units)
            when 'refunded' then sum(refunded_amount)
            when 'loss' then sum(loss_amount)
            when 'units' then sum(returned_units)
            else sum(requested_units) + sum(returns) + sum(decided) + sum(parcels) + sum(refunds) + sum(complaints) end as score
        from figures
        group by key
    ) scores
)
select f.*
from figures f
join ranked r on r.key = f.key
where r.place <= @most::bigint
order by r.place, f.currency;

-- name: ReportTrend :many
-- One key of a dimension, period by period.
select period, currency,
    coalesce(sum(sold_units), 0)::bigint as sold_units, coalesce(sum(sold_amount), 0)::bigint as sold_amount,
    coalesce(sum(returns), 0)::bigint as returns, coalesce(sum(lines), 0)::bigint as lines,
    coalesce(sum(requested_units), 0)::bigint as requested_units, coalesce(sum(returned_units), 0)::bigint as returned_units,
    coalesce(sum(refunded_amount), 0)::bigint as refunded_amount
from report_now
where dimension = @dimension and period = any(@periods::text[]) and key = @key
    and (@currency::text = '' or currency in ('', @currency))
group by period, currency
order by period, currency;

-- name: ReportTimes :many
-- The histogram of durations, by key and bucket.
select key, bucket,
    sum(coalesce(timed, 0) + coalesce(parcels, 0) + coalesce(complaints, 0))::bigint as timed
from report_now
where dimension = @dimension and period = any(@periods::text[]) and bucket >= 0
group by key, bucket
having sum(coalesce(timed, 0) + coalesce(parcels, 0) + coalesce(complaints, 0)) > 0
order by key, bucket;

-- name: ReportWaiting :many
-- Where returns wait now, and since when.
select status, coalesce(wait_for, '')::text as waits_for, count(*) as returns,
    min(wait_since)::timestamptz as since, count(*) filter (where wait_deadline < @now)::bigint as overdue
from returns
where closed_at is null
group by status, wait_for
order by returns desc, status, waits_for;

-- name: ReportRefundsOpen :many
-- Refunds that are not paid yet.
select currency, state, count(*) as tasks, sum(amount)::bigint as amount, min(created_at)::timestamptz as since
from refund_tasks
where state in ('awaiting_finance', 'submitted', 'failed_retryable', 'failed_final', 'manual_payout')
group by currency, state
order by currency, state;

-- name: ReportComplaintsOpen :one
select count(*) as complaints, count(*) filter (where wait_deadline < @now)::bigint as overdue
from disputes where decided_at is null;

-- name: ReportWorkers :exec
-- Lets as many processes add customers up as report_customers has a use for, until the
-- transaction ends.
select set_config('max_parallel_workers_per_gather', '3', true);

-- name: ReportCustomers :many
-- Customers by how much they return, with what they bought; first, if asked for, those
-- who stand out (docs/reports.md). The rules and the order are those of report_customers,
-- in migration 0034.
select c.key::text as key, c.sold_units::bigint as sold_units, c.returns::bigint as returns,
    c.requested_units::bigint as requested_units, c.returned_units::bigint as returned_units, c.rejected::bigint as rejected,
    c.not_as_sent::bigint as not_as_sent, c.complaints::bigint as complaints, c.high_rate::boolean as high_rate,
    c.often_rejected::boolean as often_rejected, c.often_incomplete::boolean as often_incomplete,
    c.unusual_total::bigint as unusual_total, c.total::bigint as total
from report_customers(@periods::text[], @sort::text, @most::int) c;

-- name: ReportNames :many
-- What people call the keys of a report: products, customers, users. A product may
-- be sold a hundred thousand times; some of its lines tell how it is called, and the
-- last order how its customer.
select 'product'::text as dimension, k.key::text as key, coalesce((
        select max(l.description) from (select description from order_lines where sku = k.key limit 100) l), '')::text as name
from unnest(@keys::text[]) k (key) where @dimension::text = 'product'
union all
select 'customer', k.key, coalesce((
        select o.customer_name from orders o where o.customer_id = k.key order by o.ordered_at desc, o.order_number desc limit 1), '')
from unnest(@keys::text[]) k (key) where @dimension::text = 'customer'
union all
select 'reviewer', id, name from users where @dimension::text = 'reviewer' and id = any(@keys::text[])
union all
select 'reason', code, case when @language::text = 'zh-CN' then label_zh else label_en end from reasons
where @dimension::text = 'reason' and code = any(@keys::text[]);

-- name: ReportDigestSent :one
select exists (select from report_digests where month = @month and recipient = @recipient);

-- name: ReportDigestDone :exec
insert into report_digests (month, recipient, sent_at) values (@month, @recipient, @sent_at) on conflict do nothing;

-- name: VerifyReports :many
-- Figures of reports that are not what the books say.
select count(*) over () as total, d.dimension::text as dimension, d.period::text as period, d.key::text as key,
    d.measure::text as measure, d.stored::bigint as stored, d.due::bigint as due
from report_differences() d
order by 2, 3, 4, 5
limit @most;
