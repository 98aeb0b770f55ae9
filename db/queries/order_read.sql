-- Orders as people search and read them.

-- name: OrderPage :many
select * from orders o
where (sqlc.narg('owner')::text is null or o.customer_id = sqlc.narg('owner'))
    and (sqlc.narg('customer')::text is null or o.customer_id = sqlc.narg('customer'))
    and (sqlc.narg('q')::text is null or o.order_number like sqlc.narg('like')::text || '%' or o.customer_id = sqlc.narg('q')
        or lower(o.customer_email) = lower(sqlc.narg('q')) or lower(o.customer_name) like '%' || lower(sqlc.narg('like')) || '%')
    and (sqlc.narg('since')::timestamptz is null or o.ordered_at >= sqlc.narg('since'))
    and (sqlc.narg('before')::timestamptz is null or o.ordered_at < sqlc.narg('before'))
    and (sqlc.narg('after_at')::timestamptz is null
        or (o.ordered_at, o.order_number) < (sqlc.narg('after_at'), sqlc.narg('after_number')::text))
order by o.ordered_at desc, o.order_number desc
limit @most;

-- name: OrderLinesOfMany :many
select * from order_lines where order_number = any(@order_numbers::text[]) order by order_number, line_no;

-- name: OrdersWithOpenReturns :many
-- Open until the money is back; what follows is for messages and second thoughts.
select distinct order_number from returns where order_number = any(@order_numbers::text[])
    and closed_at is null and status <> 'refunded';
