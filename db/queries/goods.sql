-- Goods that were not approved, and what carriers say of parcels.

-- name: ReturnStrayInsert :exec
insert into return_strays (id, return_id, event_seq, position, sku, quantity, status, disposition, line_no, note, at)
values (@id, @return_id, @event_seq, @position, @sku, @quantity, @status, @disposition, @line_no, @note, @at);

-- name: ReturnStraysOfMany :many
select * from return_strays where return_id = any(@return_ids::text[]) order by return_id, event_seq, position;

-- name: ReturnDifferenceSet :exec
update returns set difference = @difference where id = @id and difference is distinct from @difference;

-- name: CarrierEventInsert :execrows
-- A repeat meets the first and writes nothing.
insert into carrier_events (carrier, event_id, tracking_number, event, occurred_at, body, received_at)
values (@carrier, @event_id, @tracking_number, @event, @occurred_at, @body, @received_at)
on conflict do nothing;

-- name: CarrierEventGet :one
select * from carrier_events where carrier = @carrier and event_id = @event_id;

-- name: CarrierEventDone :exec
update carrier_events set outcome = @outcome, return_id = @return_id
where carrier = @carrier and event_id = @event_id and outcome is null;

-- name: ShipmentOpenReturn :one
-- The return whose parcel has the number at the carrier, the newest if numbers
-- were used again: an open one, or one whose goods go back to the customer.
select r.id, s.direction from shipments s
join returns r on r.id = s.return_id
where s.tracking_number = @tracking_number and lower(s.carrier) = lower(@carrier)
    and (r.closed_at is null or s.direction = 'outbound')
order by r.opened_at desc
limit 1;

-- name: VerifyStrays :many
-- The movements that name a return and no line of it are its strays, the
-- replacement that it was exchanged for, or what left send_back.
with moved as (
    select return_id, sku, bucket, sum(quantity) as units
    from stock_movements
    where return_id is not null and line_no is null and reason not in ('release_replacement', 'report_send_back', 'decide_send_back')
    group by return_id, sku, bucket
), due as (
    select return_id, sku, sum(quantity) as units,
        case when status = 'open' then 'arrived'
            else case disposition when 'restock' then 'available' when 'return_to_vendor' then 'vendor'
            when 'return_to_customer' then 'send_back' else disposition end end as bucket
    from return_strays
    where status <> 'new_return'
    group by return_id, sku, 4
), violation as materialized (
    select coalesce(d.return_id, m.return_id)::text as return_id, coalesce(d.sku, m.sku)::text as sku,
        coalesce(d.bucket, m.bucket)::text as bucket,
        coalesce(d.units, 0)::bigint as due, coalesce(m.units, 0)::bigint as moved
    from due d
    full join moved m on m.return_id = d.return_id and m.sku = d.sku and m.bucket = d.bucket
    where coalesce(d.units, 0) <> coalesce(m.units, 0)
)
select count(*) over () as total, violation.* from violation
order by return_id, sku, bucket
limit @most;
