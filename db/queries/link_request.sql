-- Links that customers have asked for by mail.

-- name: LinkRequestInsert :exec
insert into link_requests (id, order_number, contact, origin, asked_at, next_at)
values (@id, @order_number, @contact, @origin, @asked_at, @asked_at);

-- name: LinkRequestTake :one
-- The next one that is due, put off, so that nobody else takes it meanwhile.
update link_requests set next_at = @again where id = (
    select r.id from link_requests r where r.next_at <= @now order by r.next_at limit 1 for update skip locked)
returning *;

-- name: LinkRequestDone :execrows
delete from link_requests where id = @id;

-- name: LinkRequestsForget :execrows
delete from link_requests where asked_at < @before;

-- name: OrderReader :one
-- Whom an order's mail goes to, and in which language.
select order_number, customer_id, customer_email, customer_phone, customer_language from orders where order_number = @order_number;
