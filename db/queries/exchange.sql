-- Exchanges: the replacement of a return's goods, and the stock it is taken from.

-- name: ExchangeUpsert :exec
insert into exchanges (return_id, currency, value, status, released_at)
values (@return_id, @currency, @value, @status, @released_at)
on conflict (return_id) do update set status = excluded.status, released_at = excluded.released_at;

-- name: ExchangeLineUpsert :exec
insert into exchange_lines (return_id, position, sku, quantity, unit_price)
values (@return_id, @position, @sku, @quantity, @unit_price)
on conflict (return_id, position) do nothing;

-- name: ExchangesOfMany :many
select * from exchanges where return_id = any(@return_ids::text[]) order by return_id;

-- name: ExchangeLinesOfMany :many
select * from exchange_lines where return_id = any(@return_ids::text[]) order by return_id, position;

-- name: StockLock :many
-- In one order, so that two changes of the stock cannot deadlock.
select sku, bucket, quantity from stock_levels
where sku = any(@skus::text[]) and location = 'main' and bucket = any(@buckets::text[])
order by sku, bucket
for update;

-- name: VerifyExchanges :many
-- A return to an exchange has one, of lines that add up to its value. It is
-- released before the return completes and called off when it ends otherwise,
-- and its lines have left the stock exactly when it is released.
with lines as (
    select return_id, sum(quantity * unit_price) as value from exchange_lines group by return_id
), due as (
    select l.return_id, l.sku, sum(case when e.status = 'released' then l.quantity else 0 end) as units
    from exchange_lines l join exchanges e on e.return_id = l.return_id group by l.return_id, l.sku
), moved as (
    select return_id, sku, -sum(quantity) as units from stock_movements
    where reason = 'release_replacement' group by return_id, sku
), stock as (
    select coalesce(d.return_id, m.return_id) as return_id
    from due d full join moved m on m.return_id = d.return_id and m.sku = d.sku
    where coalesce(d.units, 0) <> coalesce(m.units, 0)
), violation as materialized (
    select r.id as return_id, r.status, coalesce(e.status, '')::text as exchange,
        (r.id in (select return_id from stock))::boolean as odd_stock,
        (e.return_id is not null and e.value is distinct from l.value)::boolean as odd_value
    from returns r
    left join exchanges e on e.return_id = r.id
    left join lines l on l.return_id = r.id
    where (r.refund_to = 'exchange') <> (e.return_id is not null)
        or (e.return_id is not null and e.value is distinct from l.value)
        or r.id in (select return_id from stock)
        or (r.status = 'completed' and e.status <> 'released')
        or (r.closed_at is not null and r.status <> 'completed' and e.status <> 'cancelled')
        or (r.closed_at is null and e.status = 'cancelled')
        or (e.status = 'released' and not exists (
            select from refund_tasks t where t.return_id = r.id and t.state in ('settled', 'late_failed')))
)
select count(*) over () as total, violation.* from violation
order by return_id
limit @most;

-- name: VerifyExchanged :many
-- Goods settle of a refund in effect what they are worth, and never more than
-- it; a refund to anything else is settled in money.
with violation as materialized (
    select t.id, t.currency, t.exchanged, least(t.amount, coalesce(e.value, 0))::bigint as due
    from refund_tasks t
    left join exchanges e on e.return_id = t.return_id
    where t.exchanged <> least(t.amount, coalesce(e.value, 0))
        or t.exchanged <> coalesce((t.amounts->>'exchanged')::bigint, 0)
)
select count(*) over () as total, violation.* from violation
order by id
limit @most;
