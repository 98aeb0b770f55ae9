-- Returns as people search and read them.

-- name: ReturnFind :one
select sqlc.embed(r), o.customer_name
from returns r
join orders o on o.order_number = r.order_number
where r.id = @id or r.rma_number = @rma_number;

-- Pages of returns. Those of one order differ by what leads to them: an index follows
-- its order only when nothing stands between, so of several statuses each is read by
-- itself (api/returns_page.go), and a SKU or a reason leads through the lines. The keys
-- of a page come first: an index that has all of them is chosen before one in which
-- those of other statuses would have to be passed over.

-- name: ReturnPageNewest :many
select sqlc.embed(r), o.customer_name
from (
    select k.id, k.opened_at from returns k
    where (sqlc.narg('owner')::text is null or k.customer_id = sqlc.narg('owner'))
        and (sqlc.narg('customer')::text is null or k.customer_id = sqlc.narg('customer'))
        and (sqlc.narg('status')::text is null or k.status = sqlc.narg('status'))
        and (sqlc.narg('order_number')::text is null or k.order_number = sqlc.narg('order_number'))
        and (sqlc.narg('assignee')::text is null or k.assignee = sqlc.narg('assignee'))
        and (sqlc.narg('waiting_for')::text is null or k.wait_for = sqlc.narg('waiting_for'))
        and (sqlc.narg('q')::text is null or k.order_number = sqlc.narg('q') or k.customer_id = sqlc.narg('q')
            or k.id = sqlc.narg('q') or k.rma_number = sqlc.narg('rma_number')::text)
        and (sqlc.narg('since')::timestamptz is null or k.opened_at >= sqlc.narg('since'))
        and (sqlc.narg('before')::timestamptz is null or k.opened_at < sqlc.narg('before'))
        and (sqlc.narg('after_at')::timestamptz is null
            or (k.opened_at, k.id) < (sqlc.narg('after_at'), sqlc.narg('after_id')::text))
    order by k.opened_at desc, k.id desc
    limit @most
) page
join returns r on r.id = page.id
join orders o on o.order_number = r.order_number
order by page.opened_at desc, page.id desc;

-- name: ReturnPageOldest :many
select sqlc.embed(r), o.customer_name
from (
    select k.id, k.opened_at from returns k
    where (sqlc.narg('owner')::text is null or k.customer_id = sqlc.narg('owner'))
        and (sqlc.narg('customer')::text is null or k.customer_id = sqlc.narg('customer'))
        and (sqlc.narg('status')::text is null or k.status = sqlc.narg('status'))
        and (sqlc.narg('order_number')::text is null or k.order_number = sqlc.narg('order_number'))
        and (sqlc.narg('assignee')::text is null or k.assignee = sqlc.narg('assignee'))
        and (sqlc.narg('waiting_for')::text is null or k.wait_for = sqlc.narg('waiting_for'))
        and (sqlc.narg('q')::text is null or k.order_number = sqlc.narg('q') or k.customer_id = sqlc.narg('q')
            or k.id = sqlc.narg('q') or k.rma_number = sqlc.narg('rma_number')::text)
        and (sqlc.narg('since')::timestamptz is null or k.opened_at >= sqlc.narg('since'))
        and (sqlc.narg('before')::timestamptz is null or k.opened_at < sqlc.narg('before'))
        and (sqlc.narg('after_at')::timestamptz is null
            or (k.opened_at, k.id) > (sqlc.narg('after_at'), sqlc.narg('after_id')::text))
    order by k.opened_at, k.id
    limit @most
) page
join returns r on r.id = page.id
join orders o on o.order_number = r.order_number
order by page.opened_at, page.id;

-- name: ReturnPageDeadline :many
select sqlc.embed(r), o.customer_name
from (
    select k.id, k.wait_deadline from returns k
    where (sqlc.narg('owner')::text is null or k.customer_id = sqlc.narg('owner'))
        and (sqlc.narg('customer')::text is null or k.customer_id = sqlc.narg('customer'))
        and (sqlc.narg('status')::text is null or k.status = sqlc.narg('status'))
        and (sqlc.narg('order_number')::text is null or k.order_number = sqlc.narg('order_number'))
        and (sqlc.narg('assignee')::text is null or k.assignee = sqlc.narg('assignee'))
        and (sqlc.narg('waiting_for')::text is null or k.wait_for = sqlc.narg('waiting_for'))
        and (sqlc.narg('q')::text is null or k.order_number = sqlc.narg('q') or k.customer_id = sqlc.narg('q')
            or k.id = sqlc.narg('q') or k.rma_number = sqlc.narg('rma_number')::text)
        and (sqlc.narg('since')::timestamptz is null or k.opened_at >= sqlc.narg('since'))
        and (sqlc.narg('before')::timestamptz is null or k.opened_at < sqlc.narg('before'))
        and k.wait_deadline is not null
        and (sqlc.narg('after_at')::timestamptz is null
            or (k.wait_deadline, k.id) > (sqlc.narg('after_at'), sqlc.narg('after_id')::text))
    order by k.wait_deadline, k.id
    limit @most
) page
join returns r on r.id = page.id
join orders o on o.order_number = r.order_number
order by page.wait_deadline, page.id;

-- name: ReturnPageNewestOfLines :many
-- Lines lead, in the order of the page; only its returns are read themselves.
select sqlc.embed(r), o.customer_name
from (
    select distinct l.opened_at, l.return_id
    from return_lines l
    where (sqlc.narg('sku')::text is null or l.sku = sqlc.narg('sku'))
        and (sqlc.narg('reason')::text is null or l.reason = sqlc.narg('reason'))
        and (sqlc.narg('since')::timestamptz is null or l.opened_at >= sqlc.narg('since'))
        and (sqlc.narg('before')::timestamptz is null or l.opened_at < sqlc.narg('before'))
        and (sqlc.narg('after_at')::timestamptz is null
            or (l.opened_at, l.return_id) < (sqlc.narg('after_at'), sqlc.narg('after_id')::text))
        and (sqlc.narg('status')::text is null or l.status = sqlc.narg('status'))
    order by l.opened_at desc, l.return_id desc
) l
join returns r on r.id = l.return_id
join orders o on o.order_number = r.order_number
where (sqlc.narg('owner')::text is null or r.customer_id = sqlc.narg('owner'))
    and (sqlc.narg('customer')::text is null or r.customer_id = sqlc.narg('customer'))
    and (sqlc.narg('order_number')::text is null or r.order_number = sqlc.narg('order_number'))
    and (sqlc.narg('assignee')::text is null or r.assignee = sqlc.narg('assignee'))
    and (sqlc.narg('waiting_for')::text is null or r.wait_for = sqlc.narg('waiting_for'))
    and (sqlc.narg('q')::text is null or r.order_number = sqlc.narg('q') or r.customer_id = sqlc.narg('q')
        or r.id = sqlc.narg('q') or r.rma_number = sqlc.narg('rma_number')::text)
order by l.opened_at desc, l.return_id desc
limit @most;

-- name: ReturnPageOldestOfLines :many
select sqlc.embed(r), o.customer_name
from (
    select distinct l.opened_at, l.return_id
    from return_lines l
    where (sqlc.narg('sku')::text is null or l.sku = sqlc.narg('sku'))
        and (sqlc.narg('reason')::text is null or l.reason = sqlc.narg('reason'))
        and (sqlc.narg('since')::timestamptz is null or l.opened_at >= sqlc.narg('since'))
        and (sqlc.narg('before')::timestamptz is null or l.opened_at < sqlc.narg('before'))
        and (sqlc.narg('after_at')::timestamptz is null
            or (l.opened_at, l.return_id) > (sqlc.narg('after_at'), sqlc.narg('after_id')::text))
        and (sqlc.narg('status')::text is null or l.status = sqlc.narg('status'))
    order by l.opened_at, l.return_id
) l
join returns r on r.id = l.return_id
join orders o on o.order_number = r.order_number
where (sqlc.narg('owner')::text is null or r.customer_id = sqlc.narg('owner'))
    and (sqlc.narg('customer')::text is null or r.customer_id = sqlc.narg('customer'))
    and (sqlc.narg('order_number')::text is null or r.order_number = sqlc.narg('order_number'))
    and (sqlc.narg('assignee')::text is null or r.assignee = sqlc.narg('assignee'))
    and (sqlc.narg('waiting_for')::text is null or r.wait_for = sqlc.narg('waiting_for'))
    and (sqlc.narg('q')::text is null or r.order_number = sqlc.narg('q') or r.customer_id = sqlc.narg('q')
        or r.id = sqlc.narg('q') or r.rma_number = sqlc.narg('rma_number')::text)
order by l.opened_at, l.return_id
limit @most;

-- name: ReturnPageDeadlineOfLines :many
select sqlc.embed(r), o.customer_name
from returns r
join orders o on o.order_number = r.order_number
where exists (
        select from return_lines l where l.return_id = r.id
            and (sqlc.narg('sku')::text is null or l.sku = sqlc.narg('sku'))
            and (sqlc.narg('reason')::text is null or l.reason = sqlc.narg('reason')))
    and r.wait_deadline is not null
    and (sqlc.narg('since')::timestamptz is null or r.opened_at >= sqlc.narg('since'))
    and (sqlc.narg('before')::timestamptz is null or r.opened_at < sqlc.narg('before'))
    and (sqlc.narg('after_at')::timestamptz is null
        or (r.wait_deadline, r.id) > (sqlc.narg('after_at'), sqlc.narg('after_id')::text))
    and (sqlc.narg('status')::text is null or r.status = sqlc.narg('status'))
    and (sqlc.narg('owner')::text is null or r.customer_id = sqlc.narg('owner'))
    and (sqlc.narg('customer')::text is null or r.customer_id = sqlc.narg('customer'))
    and (sqlc.narg('order_number')::text is null or r.order_number = sqlc.narg('order_number'))
    and (sqlc.narg('assignee')::text is null or r.assignee = sqlc.narg('assignee'))
    and (sqlc.narg('waiting_for')::text is null or r.wait_for = sqlc.narg('waiting_for'))
    and (sqlc.narg('q')::text is null or r.order_number = sqlc.narg('q') or r.customer_id = sqlc.narg('q')
        or r.id = sqlc.narg('q') or r.rma_number = sqlc.narg('rma_number')::text)
order by r.wait_deadline, r.id
limit @most;

-- name: ReturnLinesOfMany :many
select * from return_lines where return_id = any(@return_ids::text[]) order by return_id, line_no;

-- name: ReturnShipmentsOfMany :many
select * from shipments where return_id = any(@return_ids::text[]) order by return_id, seq;

-- name: ShipmentLabel :one
select label_key, label_type from shipments where return_id = @return_id and seq = @seq and label_key <> '';

-- name: ReturnEvidenceOfMany :many
select * from evidence where return_id = any(@return_ids::text[]) order by return_id, created_at, id;

-- name: ReturnTasksOfMany :many
-- The latest refund task of each.
select distinct on (return_id) * from refund_tasks where return_id = any(@return_ids::text[]) order by return_id, seq desc;

-- name: ReturnEventPage :many
select * from return_events where return_id = @return_id and seq > @after order by seq limit @most;
