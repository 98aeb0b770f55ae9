-- What printed papers say besides the return itself.

-- name: ReturnLanguage :one
-- The language its customer reads.
select o.customer_language
from returns r
join orders o on o.order_number = r.order_number
where r.id = @id;

-- name: ReturnInspectedAt :one
-- When its goods were last inspected.
select at from return_events
where return_id = @return_id and action = 'inspect' and refused = ''
order by seq desc
limit 1;
