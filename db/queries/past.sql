-- Returns of a former system, as package imports takes them in.

-- name: PastTurn :exec
-- Two imports take turns, each a few hundred returns at a time.
select pg_advisory_xact_lock(7020024);

-- name: PastKnown :many
-- Those that were imported before, with what stands for all that was said of them.
select r.imported_number::text as imported_number, coalesce(e.data->>'digest', '')::text as digest
from returns r
join return_events e on e.return_id = r.id and e.seq = 1
where r.imported_from = @imported_from::text and r.imported_number = any(@numbers::text[]);

-- name: PastOrdersLock :many
-- In the order of their numbers, so that two who lock many cannot deadlock.
select * from orders where order_number = any(@order_numbers::text[]) order by order_number for update;

-- name: PastNumbersTaken :many
select rma_number from returns where rma_number = any(@rma_numbers::text[]);

-- name: PastLinesHold :exec
-- Summed up first: an update takes one row only for each of the table's.
update order_lines l set
    returned = l.returned + h.returned, refunded_units = l.refunded_units + h.refunded_units,
    refunded_goods = l.refunded_goods + h.refunded_goods, refunded_tax = l.refunded_tax + h.refunded_tax
from (
    select u.order_number, u.line_no, sum(u.returned)::int as returned, sum(u.refunded_units)::int as refunded_units,
        sum(u.refunded_goods)::bigint as refunded_goods, sum(u.refunded_tax)::bigint as refunded_tax
    from (
        select unnest(@order_numbers::text[]) as order_number, unnest(@line_nos::int[]) as line_no, unnest(@returned::int[]) as returned,
            unnest(@refunded_units::int[]) as refunded_units, unnest(@refunded_goods::bigint[]) as refunded_goods,
            unnest(@refunded_taxes::bigint[]) as refunded_tax
    ) u
    group by u.order_number, u.line_no
) h
where l.order_number = h.order_number and l.line_no = h.line_no;

-- name: PastPaymentsHold :exec
update payments p set refunded = p.refunded + h.amount
from (
    select u.order_number, u.seq, sum(u.amount)::bigint as amount
    from (select unnest(@order_numbers::text[]) as order_number, unnest(@seqs::int[]) as seq, unnest(@amounts::bigint[]) as amount) u
    group by u.order_number, u.seq
) h
where p.order_number = h.order_number and p.seq = h.seq;

-- name: PastShippingHold :exec
update orders o set shipping_refunded = o.shipping_refunded + h.amount
from (
    select u.order_number, sum(u.amount)::bigint as amount
    from (select unnest(@order_numbers::text[]) as order_number, unnest(@amounts::bigint[]) as amount) u
    group by u.order_number
) h
where o.order_number = h.order_number;
