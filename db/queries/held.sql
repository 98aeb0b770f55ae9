-- Goods that the shop holds and may not keep.

-- name: HeldGoodsGet :one
select * from held_goods where return_id = @return_id;

-- name: HeldGoodsUpsert :exec
insert into held_goods (return_id, units, since, asked, due, wait_for, wait_since, wait_deadline, wait_then, wait_passed)
values (@return_id, @units, @since, @asked, @due, @wait_for, @wait_since, @wait_deadline, @wait_then, @wait_passed)
on conflict (return_id) do update set
    units = excluded.units, since = excluded.since, asked = excluded.asked, due = excluded.due, wait_for = excluded.wait_for,
    wait_since = excluded.wait_since, wait_deadline = excluded.wait_deadline, wait_then = excluded.wait_then,
    wait_passed = excluded.wait_passed;

-- name: HeldGoodsDelete :exec
delete from held_goods where return_id = @return_id;

-- name: HeldGoodsOfMany :many
select * from held_goods where return_id = any(@return_ids::text[]);

-- name: HeldGoodsPage :many
-- They are few, and those that waited longest come first.
select sqlc.embed(h), r.rma_number, r.status as return_status, r.order_number, r.customer_id
from held_goods h
join returns r on r.id = h.return_id
where (@wait_for::text = '' or h.wait_for = @wait_for)
    and (sqlc.narg('after_at')::timestamptz is null
        or (h.wait_since, h.return_id) > (sqlc.narg('after_at'), sqlc.narg('after_id')::text))
order by h.wait_since, h.return_id
limit @most;

-- name: StraysOpen :many
select * from return_strays where return_id = @return_id and status = 'open' order by event_seq, position;

-- name: StrayDecide :exec
update return_strays set status = @status, disposition = @disposition, new_return_id = @new_return_id, decided_at = @decided_at
where id = @id and status = 'open';

-- name: StrayFind :one
select * from return_strays where id = @id;

-- name: StrayPage :many
select sqlc.embed(s), r.rma_number, r.status as return_status, r.order_number, r.customer_id
from return_strays s
join returns r on r.id = s.return_id
where (@status::text = '' or (@status = 'open') = (s.status = 'open'))
    and (@return_id::text = '' or s.return_id = @return_id)
    and (sqlc.narg('after_at')::timestamptz is null
        or (s.at, s.id) < (sqlc.narg('after_at'), sqlc.narg('after_id')::text))
order by s.at desc, s.id desc
limit @most;

-- name: ShipmentDirection :one
-- Which way the newest parcel of the return with the number goes.
select direction from shipments where return_id = @return_id and tracking_number = @tracking_number
order by seq desc
limit 1;

-- name: VerifyHeld :many
-- What is noted as held is what stands in send_back in the return's name.
with moved as (
    select return_id, sku, sum(quantity) as units
    from stock_movements
    where return_id is not null and bucket = 'send_back'
    group by return_id, sku
    having sum(quantity) <> 0
), held as (
    select h.return_id, unit.value->>'sku' as sku, (unit.value->>'quantity')::bigint as quantity
    from held_goods h
    cross join jsonb_array_elements(h.units) as unit(value)
), violation as materialized (
    select coalesce(h.return_id, m.return_id)::text as return_id, coalesce(h.sku, m.sku)::text as sku,
        coalesce(h.quantity, 0)::bigint as held, coalesce(m.units, 0)::bigint as moved
    from held h
    full join moved m on m.return_id = h.return_id and m.sku = h.sku
    where coalesce(h.quantity, 0) <> coalesce(m.units, 0)
)
select count(*) over () as total, violation.* from violation
order by return_id, sku
limit @most;

-- name: VerifyHeldWaits :many
-- Open strays have somebody who is asked, and nobody's time has long been over.
select count(*) over () as total, r.id as return_id, (h.return_id is not null)::boolean as noted,
    coalesce(h.wait_for, '')::text as wait_for, h.wait_deadline
from returns r
left join held_goods h on h.return_id = r.id
where h.return_id is null and exists (select from return_strays s where s.return_id = r.id and s.status = 'open')
    or h.wait_deadline < now() - make_interval(secs => @seconds::float)
order by r.id
limit @most;
