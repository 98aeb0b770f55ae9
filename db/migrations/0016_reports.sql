-- Roll-ups for reports: what was sold, what came back, what it cost and how long
-- it took, by day and month, for each product, category, reason, customer …
-- docs/reports.md says what each figure means.
--
-- How they are kept: each report_source_… view says what a row of the books
-- contributes. When such a row is about to change, a trigger subtracts what the
-- view says of it, and adds what it says afterwards, to report_changes: in the same
-- transaction, and by inserts only, so that nobody waits for a counter.
-- report_fold moves these changes into report_figures from time to time;
-- report_now is the sum of both, right at any moment.

-- +goose Up

-- The shop's day: the zone in which days begin. It is the active policy's when
-- the figures were last rebuilt.
create table report_settings (
    only_one  boolean primary key default true check (only_one),
    time_zone text not null
);
insert into report_settings (time_zone)
select coalesce(nullif(terms->>'time_zone', ''), 'UTC') from policies where active
union all select 'UTC' limit 1;

-- A period is a day, 2026-01-31, or a month, 2026-01. A null measure is 0.
-- Amounts are minor units. Buckets are durations (report_bucket); -1 is none.
create table report_figures (
    dimension text not null check (dimension in (
        'total', 'product', 'category', 'reason', 'customer', 'policy', 'refund_to', 'step', 'reviewer', 'carrier',
        'complaint')),
    period    text not null check (period ~ '^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$'),
    key       text not null,
    currency  text not null,
    bucket    int not null,
    sold_units bigint, sold_amount bigint, returns bigint, approved_by_policy bigint, approved_by_hand bigint,
    rejected_by_policy bigint, rejected_by_hand bigint, cancelled bigint, expired bigint, lines bigint,
    requested_units bigint, returned_units bigint, available bigint, refurbish bigint, quarantine bigint,
    scrap bigint, vendor bigint, send_back bigint, missing bigint, lost bigint, wrong_item bigint, loss_amount bigint,
    refunds bigint, refunded_amount bigint, fee_amount bigint, timed bigint, decided bigint, asked bigint,
    parcels bigint, delivered bigint, parcels_lost bigint, pickups_failed bigint, complaints bigint, upheld bigint,
    dismissed bigint, ratings bigint, rating_sum bigint,
    primary key (dimension, period, key, currency, bucket)
);

create table report_changes (
    sign      int not null check (sign in (1, -1)),
    day       date not null,
    dimension text not null,
    key       text not null,
    currency  text not null,
    bucket    int not null,
    sold_units bigint, sold_amount bigint, returns bigint, approved_by_policy bigint, approved_by_hand bigint,
    rejected_by_policy bigint, rejected_by_hand bigint, cancelled bigint, expired bigint, lines bigint,
    requested_units bigint, returned_units bigint, available bigint, refurbish bigint, quarantine bigint,
    scrap bigint, vendor bigint, send_back bigint, missing bigint, lost bigint, wrong_item bigint, loss_amount bigint,
    refunds bigint, refunded_amount bigint, fee_amount bigint, timed bigint, decided bigint, asked bigint,
    parcels bigint, delivered bigint, parcels_lost bigint, pickups_failed bigint, complaints bigint, upheld bigint,
    dismissed bigint, ratings bigint, rating_sum bigint
);

create view report_now as
select dimension, period, key, currency, bucket,
    sold_units, sold_amount, returns, approved_by_policy, approved_by_hand, rejected_by_policy, rejected_by_hand,
    cancelled, expired, lines, requested_units, returned_units, available, refurbish, quarantine, scrap, vendor,
    send_back, missing, lost, wrong_item, loss_amount, refunds, refunded_amount, fee_amount, timed, decided, asked,
    parcels, delivered, parcels_lost, pickups_failed, complaints, upheld, dismissed, ratings, rating_sum
from report_figures
union all
select c.dimension, to_char(c.day, 'YYYY-MM-DD'), c.key, c.currency, c.bucket,
    c.sign * c.sold_units, c.sign * c.sold_amount, c.sign * c.returns, c.sign * c.approved_by_policy,
    c.sign * c.approved_by_hand, c.sign * c.rejected_by_policy, c.sign * c.rejected_by_hand, c.sign * c.cancelled,
    c.sign * c.expired, c.sign * c.lines, c.sign * c.requested_units, c.sign * c.returned_units, c.sign * c.available,
    c.sign * c.refurbish, c.sign * c.quarantine, c.sign * c.scrap, c.sign * c.vendor, c.sign * c.send_back,
    c.sign * c.missing, c.sign * c.lost, c.sign * c.wrong_item, c.sign * c.loss_amount, c.sign * c.refunds,
    c.sign * c.refunded_amount, c.sign * c.fee_amount, c.sign * c.timed, c.sign * c.decided, c.sign * c.asked,
    c.sign * c.parcels, c.sign * c.delivered, c.sign * c.parcels_lost, c.sign * c.pickups_failed,
    c.sign * c.complaints, c.sign * c.upheld, c.sign * c.dismissed, c.sign * c.ratings, c.sign * c.rating_sum
from report_changes c
union all
select c.dimension, to_char(c.day, 'YYYY-MM'), c.key, c.currency, c.bucket,
    c.sign * c.sold_units, c.sign * c.sold_amount, c.sign * c.returns, c.sign * c.approved_by_policy,
    c.sign * c.approved_by_hand, c.sign * c.rejected_by_policy, c.sign * c.rejected_by_hand, c.sign * c.cancelled,
    c.sign * c.expired, c.sign * c.lines, c.sign * c.requested_units, c.sign * c.returned_units, c.sign * c.available,
    c.sign * c.refurbish, c.sign * c.quarantine, c.sign * c.scrap, c.sign * c.vendor, c.sign * c.send_back,
    c.sign * c.missing, c.sign * c.lost, c.sign * c.wrong_item, c.sign * c.loss_amount, c.sign * c.refunds,
    c.sign * c.refunded_amount, c.sign * c.fee_amount, c.sign * c.timed, c.sign * c.decided, c.sign * c.asked,
    c.sign * c.parcels, c.sign * c.delivered, c.sign * c.parcels_lost, c.sign * c.pickups_failed,
    c.sign * c.complaints, c.sign * c.upheld, c.sign * c.dismissed, c.sign * c.ratings, c.sign * c.rating_sum
from report_changes c;

-- Sixteen buckets to a doubling: what is read back is within 2.2 percent.
-- +goose StatementBegin
create function report_bucket(duration interval) returns int language sql immutable as $$
    select round(16 * ln(greatest(extract(epoch from duration), 1)::float8) / ln(2::float8))::int;
$$;
-- +goose StatementEnd

-- What each row of the books contributes. No query names these views; they stand in
-- a block because sqlc cannot read them.

-- +goose StatementBegin
do $do$ begin

create view report_source_sales as
select l.order_number, l.line_no, (o.ordered_at at time zone z.time_zone)::date as day, d.dimension, d.key, o.currency,
    -1 as bucket, l.quantity::bigint as sold_units, l.goods + l.tax as sold_amount
from order_lines l
join orders o on o.order_number = l.order_number
cross join report_settings z
cross join lateral (values ('total', ''), ('product', l.sku), ('category', l.category), ('customer', o.customer_id))
    d (dimension, key);

-- A return counts on the day on which it was opened, with all that becomes of it.
create view report_source_returns as
select r.id as return_id, (r.opened_at at time zone z.time_zone)::date as day, d.dimension, d.key, r.currency, -1 as bucket,
    1::bigint as returns,
    (r.approval is not null and r.approval->'by'->>'role' = 'system')::int::bigint as approved_by_policy,
    (r.approval is not null and r.approval->'by'->>'role' <> 'system')::int::bigint as approved_by_hand,
    (r.status = 'rejected' and r.verdict->>'decision' = 'reject')::int::bigint as rejected_by_policy,
    (r.status = 'rejected' and r.verdict->>'decision' <> 'reject')::int::bigint as rejected_by_hand,
    (r.status = 'cancelled')::int::bigint as cancelled,
    (r.status = 'expired')::int::bigint as expired
from returns r
cross join report_settings z
cross join lateral (values ('total', ''), ('customer', r.customer_id), ('policy', r.policy_id || ' ' || r.policy_version))
    d (dimension, key);

-- Returned are units that were accepted, came they back or not; the loss is what
-- was paid, without tax, for units that are scrap or lost on the way.
create view report_source_lines as
select l.return_id, l.line_no, (r.opened_at at time zone z.time_zone)::date as day, d.dimension, d.key, r.currency, -1 as bucket,
    1::bigint as lines, l.requested::bigint as requested_units,
    case
        when r.method <> 'keep_item' then l.available + l.refurbish + l.quarantine + l.scrap + l.vendor + l.lost
        when r.refund = 'settled' then l.approved
        else 0 end::bigint as returned_units,
    l.available::bigint, l.refurbish::bigint, l.quarantine::bigint, l.scrap::bigint, l.vendor::bigint, l.send_back::bigint,
    l.missing::bigint, l.lost::bigint, l.wrong_item::bigint,
    round(o.goods::numeric * (l.scrap + l.lost) / o.quantity)::bigint as loss_amount
from return_lines l
join returns r on r.id = l.return_id
join order_lines o on o.order_number = r.order_number and o.line_no = l.line_no
cross join report_settings z
cross join lateral (values ('total', ''), ('product', l.sku), ('category', o.category), ('reason', l.reason),
    ('customer', r.customer_id)) d (dimension, key);

-- Money counts on the day on which it was paid.
create view report_source_refunds as
select t.id as task_id, (t.updated_at at time zone z.time_zone)::date as day, d.dimension, d.key, t.currency, -1 as bucket,
    1::bigint as refunds, t.amount as refunded_amount,
    coalesce((t.amounts->>'restocking_fee')::bigint, 0) + coalesce((t.amounts->>'return_shipping')::bigint, 0) as fee_amount
from refund_tasks t
join returns r on r.id = t.return_id
cross join report_settings z
cross join lateral (values ('total', ''), ('customer', r.customer_id), ('refund_to', r.refund_to)) d (dimension, key)
where t.state = 'settled';

create view report_source_refund_lines as
select f.task_id, f.line_no, (t.updated_at at time zone z.time_zone)::date as day, d.dimension, d.key, t.currency, -1 as bucket,
    f.total as refunded_amount, f.fee as fee_amount
from refund_lines f
join refund_tasks t on t.id = f.task_id
join return_lines l on l.return_id = t.return_id and l.line_no = f.line_no
join order_lines o on o.order_number = t.order_number and o.line_no = f.line_no
cross join report_settings z
cross join lateral (values ('product', l.sku), ('category', o.category), ('reason', l.reason)) d (dimension, key)
where t.state = 'settled';

-- How long a return was in a status, on the day on which it left it; and who
-- decided, when it was a reviewer's decision.
create view report_source_steps as
with moved as (
    select e.return_id, e.seq, e.action, e.actor_id, e.actor_role, e.status_from, e.status_to, e.at,
        lag(e.at) over (partition by e.return_id order by e.seq) as since
    from return_events e
    where e.refused = '' and e.status_from <> e.status_to
)
select m.return_id, m.seq, (m.at at time zone z.time_zone)::date as day, d.dimension, d.key, ''::text as currency,
    report_bucket(m.at - m.since) as bucket, 1::bigint as timed,
    d.decided::bigint, (d.decided * (m.status_to not in ('approved', 'confirmed', 'rejected', 'sent_back'))::int)::bigint as asked,
    (d.decided * (m.status_to in ('approved', 'confirmed'))::int)::bigint as approved_by_hand,
    (d.decided * (m.status_to in ('rejected', 'sent_back'))::int)::bigint as rejected_by_hand
from moved m
cross join report_settings z
cross join lateral (
    select 'step', m.status_from, 0
    union all select 'reviewer', m.actor_id, 1 where m.action = 'review' and m.actor_role <> 'system'
) d (dimension, key, decided)
where m.since is not null;

-- A parcel counts on the day on which its return was opened; its duration is
-- from the first scan under way to its delivery.
create view report_source_parcels as
select s.return_id, s.seq, (r.opened_at at time zone z.time_zone)::date as day, 'carrier'::text as dimension, s.carrier as key,
    ''::text as currency, coalesce(report_bucket(t.delivered_at - t.handed_over_at), -1) as bucket,
    1::bigint as parcels, (s.state = 'delivered')::int::bigint as delivered, (s.state = 'lost')::int::bigint as parcels_lost,
    s.attempts::bigint as pickups_failed
from shipments s
join returns r on r.id = s.return_id
cross join report_settings z
cross join lateral (
    select min((x->>'at')::timestamptz) filter (where x->>'event' in ('handed_over', 'in_transit')) as handed_over_at,
        min((x->>'at')::timestamptz) filter (where x->>'event' = 'delivered') as delivered_at
    from jsonb_array_elements(s.scans) x
) t;

-- A complaint counts on the day on which it was made; its duration is to its decision.
create view report_source_disputes as
select s.return_id, (s.opened_at at time zone z.time_zone)::date as day, d.dimension, d.key, ''::text as currency,
    coalesce(report_bucket(s.decided_at - s.opened_at), -1) as bucket, 1::bigint as complaints,
    (r.dispute = 'upheld')::int::bigint as upheld, (r.dispute = 'dismissed')::int::bigint as dismissed
from disputes s
join returns r on r.id = s.return_id
cross join report_settings z
cross join lateral (values ('complaint', r.dispute), ('customer', r.customer_id)) d (dimension, key);

create view report_source_ratings as
select f.return_id, (f.given_at at time zone z.time_zone)::date as day, 'total'::text as dimension, ''::text as key,
    ''::text as currency, -1 as bucket, 1::bigint as ratings, f.rating::bigint as rating_sum
from feedback f
cross join report_settings z;

end $do$;
-- +goose StatementEnd

-- Adding (1) or subtracting (-1) what a row contributes.

-- +goose StatementBegin
create function report_sales(sign int, of_order_number text, of_line_no int) returns void language sql as $$
    insert into report_changes (sign, day, dimension, key, currency, bucket,
        sold_units, sold_amount)
    select sign, s.day, s.dimension, s.key, s.currency, s.bucket,
        s.sold_units, s.sold_amount
    from report_source_sales s where s.order_number = of_order_number and s.line_no = of_line_no;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
create function report_returns(sign int, of_return_id text) returns void language sql as $$
    insert into report_changes (sign, day, dimension, key, currency, bucket,
        returns, approved_by_policy, approved_by_hand, rejected_by_policy, rejected_by_hand, cancelled, expired)
    select sign, s.day, s.dimension, s.key, s.currency, s.bucket,
        s.returns, s.approved_by_policy, s.approved_by_hand, s.rejected_by_policy, s.rejected_by_hand, s.cancelled,
        s.expired
    from report_source_returns s where s.return_id = of_return_id;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
create function report_lines(sign int, of_return_id text, of_line_no int) returns void language sql as $$
    insert into report_changes (sign, day, dimension, key, currency, bucket,
        lines, requested_units, returned_units, available, refurbish, quarantine, scrap, vendor, send_back, missing,
        lost, wrong_item, loss_amount)
    select sign, s.day, s.dimension, s.key, s.currency, s.bucket,
        s.lines, s.requested_units, s.returned_units, s.available, s.refurbish, s.quarantine, s.scrap, s.vendor,
        s.send_back, s.missing, s.lost, s.wrong_item, s.loss_amount
    from report_source_lines s where s.return_id = of_return_id and s.line_no = of_line_no;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
create function report_refunds(sign int, of_task_id text) returns void language sql as $$
    insert into report_changes (sign, day, dimension, key, currency, bucket,
        refunds, refunded_amount, fee_amount)
    select sign, s.day, s.dimension, s.key, s.currency, s.bucket,
        s.refunds, s.refunded_amount, s.fee_amount
    from report_source_refunds s where s.task_id = of_task_id;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
create function report_refund_lines(sign int, of_task_id text, of_line_no int) returns void language sql as $$
    insert into report_changes (sign, day, dimension, key, currency, bucket,
        refunded_amount, fee_amount)
    select sign, s.day, s.dimension, s.key, s.currency, s.bucket,
        s.refunded_amount, s.fee_amount
    from report_source_refund_lines s where s.task_id = of_task_id and s.line_no = of_line_no;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
create function report_steps(sign int, of_return_id text, of_seq int) returns void language sql as $$
    insert into report_changes (sign, day, dimension, key, currency, bucket,
        timed, decided, asked, approved_by_hand, rejected_by_hand)
    select sign, s.day, s.dimension, s.key, s.currency, s.bucket,
        s.timed, s.decided, s.asked, s.approved_by_hand, s.rejected_by_hand
    from report_source_steps s where s.return_id = of_return_id and s.seq = of_seq;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
create function report_parcels(sign int, of_return_id text, of_seq int) returns void language sql as $$
    insert into report_changes (sign, day, dimension, key, currency, bucket,
        parcels, delivered, parcels_lost, pickups_failed)
    select sign, s.day, s.dimension, s.key, s.currency, s.bucket,
        s.parcels, s.delivered, s.parcels_lost, s.pickups_failed
    from report_source_parcels s where s.return_id = of_return_id and s.seq = of_seq;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
create function report_disputes(sign int, of_return_id text) returns void language sql as $$
    insert into report_changes (sign, day, dimension, key, currency, bucket,
        complaints, upheld, dismissed)
    select sign, s.day, s.dimension, s.key, s.currency, s.bucket,
        s.complaints, s.upheld, s.dismissed
    from report_source_disputes s where s.return_id = of_return_id;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
create function report_ratings(sign int, of_return_id text) returns void language sql as $$
    insert into report_changes (sign, day, dimension, key, currency, bucket,
        ratings, rating_sum)
    select sign, s.day, s.dimension, s.key, s.currency, s.bucket,
        s.ratings, s.rating_sum
    from report_source_ratings s where s.return_id = of_return_id;
$$;
-- +goose StatementEnd

-- The views and their measures, for what deals with all of them.
-- +goose StatementBegin
create function report_families() returns table (name text, measures text) language sql immutable as $$
    values
        ('sales', 'sold_units, sold_amount'),
        ('returns', 'returns, approved_by_policy, approved_by_hand, rejected_by_policy, rejected_by_hand, cancelled, expired'),
        ('lines', 'lines, requested_units, returned_units, available, refurbish, quarantine, scrap, vendor, send_back, missing, lost, wrong_item, loss_amount'),
        ('refunds', 'refunds, refunded_amount, fee_amount'),
        ('refund_lines', 'refunded_amount, fee_amount'),
        ('steps', 'timed, decided, asked, approved_by_hand, rejected_by_hand'),
        ('parcels', 'parcels, delivered, parcels_lost, pickups_failed'),
        ('disputes', 'complaints, upheld, dismissed'),
        ('ratings', 'ratings, rating_sum');
$$;
-- +goose StatementEnd

-- Moves what has changed into the figures, and returns how many changes it were.
-- Two of them take turns; nobody else waits.
-- +goose StatementBegin
create function report_fold() returns bigint language plpgsql as $$
declare
    measures text[] := array[
        'sold_units', 'sold_amount', 'returns', 'approved_by_policy', 'approved_by_hand', 'rejected_by_policy',
        'rejected_by_hand', 'cancelled', 'expired', 'lines', 'requested_units', 'returned_units', 'available',
        'refurbish', 'quarantine', 'scrap', 'vendor', 'send_back', 'missing', 'lost', 'wrong_item', 'loss_amount',
        'refunds', 'refunded_amount', 'fee_amount', 'timed', 'decided', 'asked', 'parcels', 'delivered',
        'parcels_lost', 'pickups_failed', 'complaints', 'upheld', 'dismissed', 'ratings', 'rating_sum'];
    folded bigint;
begin
    lock table report_figures in share row exclusive mode;
    execute format($fold$
        with taken as (
            delete from report_changes returning *
        ), summed as (
            select c.dimension, p.period, c.key, c.currency, c.bucket, %1$s
            from taken c
            cross join lateral (values (to_char(c.day, 'YYYY-MM-DD')), (to_char(c.day, 'YYYY-MM'))) p (period)
            group by c.dimension, p.period, c.key, c.currency, c.bucket
        ), stored as (
            insert into report_figures as f (dimension, period, key, currency, bucket, %2$s)
            select * from summed order by dimension, period, key
            on conflict (dimension, period, key, currency, bucket) do update set %3$s
        )
        select count(*) from taken
        $fold$,
        (select string_agg(format('nullif(sum(c.sign * c.%1$I), 0)::bigint', m), ', ') from unnest(measures) m),
        (select string_agg(format('%I', m), ', ') from unnest(measures) m),
        (select string_agg(format('%1$I = nullif(coalesce(f.%1$I, 0) + coalesce(excluded.%1$I, 0), 0)', m), ', ') from unnest(measures) m)
    ) into folded;
    return folded;
end $$;
-- +goose StatementEnd

-- Works all figures out anew, in the zone of the active policy. Call it in a
-- repeatable read transaction: what others change meanwhile stays to be folded.
-- +goose StatementBegin
create function report_rebuild() returns void language plpgsql as $$
declare
    family record;
begin
    lock table report_figures in share row exclusive mode;
    update report_settings set time_zone = coalesce(
        (select nullif(terms->>'time_zone', '') from policies where active), time_zone);
    delete from report_changes;
    delete from report_figures;
    for family in select * from report_families() loop
        execute format(
            'insert into report_changes (sign, day, dimension, key, currency, bucket, %1$s)
             select 1, day, dimension, key, currency, bucket, %2$s from report_source_%3$s
             group by day, dimension, key, currency, bucket',
            family.measures, (select string_agg(format('sum(%s)', m), ', ') from regexp_split_to_table(family.measures, ', ') m),
            family.name);
    end loop;
    perform report_fold();
end $$;
-- +goose StatementEnd

-- Where the figures are not what the books say, by day and by month.
-- +goose StatementBegin
create function report_differences()
returns table (dimension text, period text, key text, currency text, bucket int, measure text, stored bigint, due bigint)
language plpgsql stable as $$
declare
    family record;
begin
    for family in
        select f.name, regexp_split_to_array(f.measures, ', ') as measures from report_families() f
    loop
        return query execute format($compare$
            with due as (
                select s.dimension, p.period, s.key, s.currency, s.bucket, %1$s
                from report_source_%2$s s
                cross join lateral (values (to_char(s.day, 'YYYY-MM-DD')), (to_char(s.day, 'YYYY-MM'))) p (period)
                group by 1, 2, 3, 4, 5
            ), stored as (
                select n.dimension, n.period, n.key, n.currency, n.bucket, %3$s
                from report_now n
                where %4$s
                group by 1, 2, 3, 4, 5
            )
            select dimension, period, key, currency, bucket, m.measure, coalesce(m.stored, 0), coalesce(m.due, 0)
            from due d
            full join stored s using (dimension, period, key, currency, bucket)
            cross join lateral (values %5$s) m (measure, stored, due)
            where coalesce(m.stored, 0) <> coalesce(m.due, 0)
            $compare$,
            (select string_agg(format('sum(s.%1$I)::bigint as %1$I', m), ', ') from unnest(family.measures) m),
            family.name,
            (select string_agg(format('sum(n.%1$I)::bigint as %1$I', m), ', ') from unnest(family.measures) m),
            -- Some measures belong to two families, each in dimensions of its own.
            case family.name
                when 'returns' then 'n.dimension <> ''reviewer'''
                when 'steps' then 'n.dimension in (''step'', ''reviewer'')'
                when 'refunds' then 'n.dimension in (''total'', ''customer'', ''refund_to'')'
                when 'refund_lines' then 'n.dimension in (''product'', ''category'', ''reason'')'
                else 'true' end,
            (select string_agg(format('(%1$L, s.%1$I, d.%1$I)', m), ', ') from unnest(family.measures) m)
        );
    end loop;
end $$;
-- +goose StatementEnd

-- The triggers. New rows are added statement by statement, so that an import
-- of many is one insert; a changed row is subtracted before and added after.

-- +goose StatementBegin
create function report_order_lines() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into report_changes (sign, day, dimension, key, currency, bucket, sold_units, sold_amount)
        select 1, s.day, s.dimension, s.key, s.currency, s.bucket, s.sold_units, s.sold_amount
        from added a join report_source_sales s on s.order_number = a.order_number and s.line_no = a.line_no;
        return null;
    end if;
    perform report_order_line(case tg_when when 'BEFORE' then -1 else 1 end, old.order_number, old.line_no);
    return case tg_op when 'DELETE' then old else new end;
end $$;
-- +goose StatementEnd

-- What is said of an order line is said of what came back of it, too.
-- +goose StatementBegin
create function report_order_line(sign int, of_order text, of_line int) returns void language sql as $$
    select report_sales(sign, of_order, of_line);
    select report_lines(sign, l.return_id, l.line_no)
    from returns r join return_lines l on l.return_id = r.id where r.order_number = of_order and l.line_no = of_line;
    select report_refund_lines(sign, t.id, of_line)
    from refund_tasks t join returns r on r.id = t.return_id
    where r.order_number = of_order and t.state = 'settled';
$$;
-- +goose StatementEnd

create trigger report_added after insert on order_lines
    referencing new table as added for each statement execute function report_order_lines();
create trigger report_before before update on order_lines for each row
    when ((old.sku, old.category, old.quantity, old.goods, old.tax) is distinct from (new.sku, new.category, new.quantity, new.goods, new.tax))
    execute function report_order_lines();
create trigger report_after after update on order_lines for each row
    when ((old.sku, old.category, old.quantity, old.goods, old.tax) is distinct from (new.sku, new.category, new.quantity, new.goods, new.tax))
    execute function report_order_lines();
create trigger report_before_delete before delete on order_lines for each row execute function report_order_lines();

-- +goose StatementBegin
create function report_orders() returns trigger language plpgsql as $$
begin
    perform report_sales(case tg_when when 'BEFORE' then -1 else 1 end, l.order_number, l.line_no)
    from order_lines l where l.order_number = old.order_number;
    return case tg_op when 'DELETE' then old else new end;
end $$;
-- +goose StatementEnd
create trigger report_before before update on orders for each row
    when ((old.customer_id, old.currency, old.ordered_at) is distinct from (new.customer_id, new.currency, new.ordered_at))
    execute function report_orders();
create trigger report_after after update on orders for each row
    when ((old.customer_id, old.currency, old.ordered_at) is distinct from (new.customer_id, new.currency, new.ordered_at))
    execute function report_orders();
create trigger report_before_delete before delete on orders for each row execute function report_orders();

-- +goose StatementBegin
create function report_return() returns trigger language plpgsql as $$
declare
    sign int := case tg_when when 'BEFORE' then -1 else 1 end;
begin
    perform report_returns(sign, new.id);
    if tg_op = 'INSERT' then
        return null;
    end if;
    if new.customer_id <> old.customer_id or ((old.method = 'keep_item' or new.method = 'keep_item')
        and (old.method <> new.method or (old.refund = 'settled') <> (new.refund = 'settled'))) then
        perform report_lines(sign, l.return_id, l.line_no) from return_lines l where l.return_id = old.id;
    end if;
    if (new.customer_id, new.refund_to) is distinct from (old.customer_id, old.refund_to) then
        perform report_refunds(sign, t.id) from refund_tasks t where t.return_id = old.id;
    end if;
    if (new.customer_id, new.dispute) is distinct from (old.customer_id, old.dispute) then
        perform report_disputes(sign, old.id);
    end if;
    return new;
end $$;
-- +goose StatementEnd
create trigger report_added after insert on returns for each row execute function report_return();
create trigger report_before before update on returns for each row
    when ((old.status, old.approval is null, old.method, old.refund, old.refund_to, old.dispute, old.customer_id, old.approval->'by'->>'role')
        is distinct from (new.status, new.approval is null, new.method, new.refund, new.refund_to, new.dispute, new.customer_id, new.approval->'by'->>'role'))
    execute function report_return();
create trigger report_after after update on returns for each row
    when ((old.status, old.approval is null, old.method, old.refund, old.refund_to, old.dispute, old.customer_id, old.approval->'by'->>'role')
        is distinct from (new.status, new.approval is null, new.method, new.refund, new.refund_to, new.dispute, new.customer_id, new.approval->'by'->>'role'))
    execute function report_return();

-- +goose StatementBegin
create function report_return_line() returns trigger language plpgsql as $$
begin
    perform report_lines(case tg_when when 'BEFORE' then -1 else 1 end, new.return_id, new.line_no);
    return new;
end $$;
-- +goose StatementEnd
create trigger report_added after insert on return_lines for each row execute function report_return_line();
create trigger report_before before update on return_lines for each row
    when ((old.approved, old.available, old.refurbish, old.quarantine, old.scrap, old.vendor, old.send_back, old.missing, old.lost, old.wrong_item)
        is distinct from (new.approved, new.available, new.refurbish, new.quarantine, new.scrap, new.vendor, new.send_back, new.missing, new.lost, new.wrong_item))
    execute function report_return_line();
create trigger report_after after update on return_lines for each row
    when ((old.approved, old.available, old.refurbish, old.quarantine, old.scrap, old.vendor, old.send_back, old.missing, old.lost, old.wrong_item)
        is distinct from (new.approved, new.available, new.refurbish, new.quarantine, new.scrap, new.vendor, new.send_back, new.missing, new.lost, new.wrong_item))
    execute function report_return_line();

-- +goose StatementBegin
create function report_refund_task() returns trigger language plpgsql as $$
declare
    sign int := case tg_when when 'BEFORE' then -1 else 1 end;
begin
    perform report_refunds(sign, new.id);
    perform report_refund_lines(sign, new.id, f.line_no) from refund_lines f where f.task_id = new.id;
    return new;
end $$;
-- +goose StatementEnd
create trigger report_added after insert on refund_tasks for each row when (new.state = 'settled')
    execute function report_refund_task();
create trigger report_before before update on refund_tasks for each row when (old.state = 'settled')
    execute function report_refund_task();
create trigger report_after after update on refund_tasks for each row when (new.state = 'settled')
    execute function report_refund_task();

-- +goose StatementBegin
create function report_refund_line() returns trigger language plpgsql as $$
begin
    perform report_refund_lines(case tg_when when 'BEFORE' then -1 else 1 end, new.task_id, new.line_no);
    return new;
end $$;
-- +goose StatementEnd
create trigger report_added after insert on refund_lines for each row execute function report_refund_line();
create trigger report_before before update on refund_lines for each row
    when ((old.total, old.fee) is distinct from (new.total, new.fee)) execute function report_refund_line();
create trigger report_after after update on refund_lines for each row
    when ((old.total, old.fee) is distinct from (new.total, new.fee)) execute function report_refund_line();

-- +goose StatementBegin
create function report_event() returns trigger language plpgsql as $$
begin
    perform report_steps(1, new.return_id, new.seq);
    return null;
end $$;
-- +goose StatementEnd
create trigger report_added after insert on return_events for each row
    when (new.refused = '' and new.status_from <> new.status_to and new.seq > 1) execute function report_event();

-- +goose StatementBegin
create function report_shipment() returns trigger language plpgsql as $$
begin
    perform report_parcels(case tg_when when 'BEFORE' then -1 else 1 end, new.return_id, new.seq);
    return new;
end $$;
-- +goose StatementEnd
create trigger report_added after insert on shipments for each row execute function report_shipment();
create trigger report_before before update on shipments for each row
    when ((old.carrier, old.state, old.attempts, old.scans) is distinct from (new.carrier, new.state, new.attempts, new.scans))
    execute function report_shipment();
create trigger report_after after update on shipments for each row
    when ((old.carrier, old.state, old.attempts, old.scans) is distinct from (new.carrier, new.state, new.attempts, new.scans))
    execute function report_shipment();

-- +goose StatementBegin
create function report_dispute() returns trigger language plpgsql as $$
begin
    perform report_disputes(case tg_when when 'BEFORE' then -1 else 1 end, new.return_id);
    return new;
end $$;
-- +goose StatementEnd
create trigger report_added after insert on disputes for each row execute function report_dispute();
create trigger report_before before update on disputes for each row
    when ((old.opened_at, old.decided_at) is distinct from (new.opened_at, new.decided_at)) execute function report_dispute();
create trigger report_after after update on disputes for each row
    when ((old.opened_at, old.decided_at) is distinct from (new.opened_at, new.decided_at)) execute function report_dispute();

-- +goose StatementBegin
create function report_feedback() returns trigger language plpgsql as $$
begin
    perform report_ratings(case tg_when when 'BEFORE' then -1 else 1 end, new.return_id);
    return new;
end $$;
-- +goose StatementEnd
create trigger report_added after insert on feedback for each row execute function report_feedback();
create trigger report_before before update on feedback for each row
    when ((old.rating, old.given_at) is distinct from (new.rating, new.given_at)) execute function report_feedback();
create trigger report_after after update on feedback for each row
    when ((old.rating, old.given_at) is distinct from (new.rating, new.given_at)) execute function report_feedback();

-- What is in the books already.
select report_rebuild();

-- Lists and searches at a million returns.
create extension if not exists pg_trgm;
create index orders_by_customer_name on orders using gin (lower(customer_name) gin_trgm_ops);
create index orders_by_customer_email on orders (lower(customer_email));
create index orders_by_number_prefix on orders (order_number text_pattern_ops);
create index returns_open on returns (status, wait_for, wait_since, wait_deadline) where closed_at is null;
create index returns_in_dispute on returns (dispute, id) where dispute in ('open', 'answered', 'escalated');
create index refund_tasks_by_time on refund_tasks (created_at, id);

-- The monthly digest: to whom it went for which month.
create table report_digests (
    month     text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
    recipient text not null,
    sent_at   timestamptz not null,
    primary key (month, recipient)
);

-- +goose Down
drop table report_digests;
drop index refund_tasks_by_time, returns_in_dispute, returns_open, orders_by_number_prefix, orders_by_customer_email,
    orders_by_customer_name;
drop extension pg_trgm;
drop trigger report_added on feedback; drop trigger report_before on feedback; drop trigger report_after on feedback;
drop trigger report_added on disputes; drop trigger report_before on disputes; drop trigger report_after on disputes;
drop trigger report_added on shipments; drop trigger report_before on shipments; drop trigger report_after on shipments;
drop trigger report_added on return_events;
drop trigger report_added on refund_lines; drop trigger report_before on refund_lines; drop trigger report_after on refund_lines;
drop trigger report_added on refund_tasks; drop trigger report_before on refund_tasks; drop trigger report_after on refund_tasks;
drop trigger report_added on return_lines; drop trigger report_before on return_lines; drop trigger report_after on return_lines;
drop trigger report_added on returns; drop trigger report_before on returns; drop trigger report_after on returns;
drop trigger report_before on orders; drop trigger report_after on orders; drop trigger report_before_delete on orders;
drop trigger report_added on order_lines; drop trigger report_before on order_lines; drop trigger report_after on order_lines;
drop trigger report_before_delete on order_lines;
drop function report_feedback, report_dispute, report_shipment, report_event, report_refund_line, report_refund_task,
    report_return_line, report_return, report_orders, report_order_line, report_order_lines, report_differences, report_rebuild,
    report_fold, report_families, report_ratings, report_disputes, report_parcels, report_steps, report_refund_lines, report_refunds, report_lines,
    report_returns, report_sales;
drop view report_source_ratings, report_source_disputes, report_source_parcels, report_source_steps, report_source_refund_lines, report_source_refunds,
    report_source_lines, report_source_returns, report_source_sales, report_now;
drop function report_bucket;
drop table report_changes, report_figures, report_settings;
