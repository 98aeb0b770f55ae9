-- Orders as people search and read them.

-- name: OrderPage :many
-- In the order of time, so that a search passes over what it does not find: right
-- where most is found, as what is in many names. For the others there is OrderSearch.
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

-- name: CustomersNamed :many
-- Who has a part in their name, and whose id it is.
select n.customer_id from customer_names n where n.name like '%' || lower(sqlc.arg('part')::text) || '%'
union select @id::text
limit @most;

-- name: OrderSearch :many
-- The orders of some customers, of an e-mail address, and those whose number begins
-- so: the newest of each, and the newest of these.
select o.* from orders o
join (select u.ordered_at, u.order_number from (
    (select x.ordered_at, x.order_number
    from unnest(@customer_ids::text[]) c (customer_id)
    cross join lateral (
        select b.ordered_at, b.order_number from orders b
        where b.customer_id = c.customer_id
            and (b.customer_id = @q::text or lower(b.customer_name) like '%' || lower(@literally::text) || '%')
            and b.ordered_at >= @since::timestamptz and b.ordered_at < @before::timestamptz
            and (b.ordered_at, b.order_number) < (@after_at::timestamptz, @after_number::text)
        order by b.ordered_at desc, b.order_number desc
        limit @most
    ) x)
    union
    (select b.ordered_at, b.order_number from orders b
    where lower(b.customer_email) = lower(@q)
        and b.ordered_at >= @since and b.ordered_at < @before and (b.ordered_at, b.order_number) < (@after_at, @after_number)
    order by b.ordered_at desc, b.order_number desc
    limit @most)
    union
    (select b.ordered_at, b.order_number from orders b
    where b.order_number like @literally || '%'
        and b.ordered_at >= @since and b.ordered_at < @before and (b.ordered_at, b.order_number) < (@after_at, @after_number)
    order by b.ordered_at desc, b.order_number desc
    limit @most)
) u order by u.ordered_at desc, u.order_number desc limit @most) found using (order_number)
order by o.ordered_at desc, o.order_number desc
limit @most;

-- name: OrderLinesOfMany :many
select * from order_lines where order_number = any(@order_numbers::text[]) order by order_number, line_no;

-- name: OrdersWithOpenReturns :many
-- Open until the money is back; what follows is for messages and second thoughts.
select distinct order_number from returns where order_number = any(@order_numbers::text[])
    and closed_at is null and status <> 'refunded';
