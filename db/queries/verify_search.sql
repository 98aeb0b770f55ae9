-- What package verify asks about what is kept for searches.

-- name: VerifyCustomerNames :many
-- Names that a search would not find, or would find though no order has them.
with stored as (
    select customer_id, name from customer_names
), due as (
    select distinct customer_id, lower(customer_name) as name from orders where customer_name <> ''
)
select count(*) over () as total, coalesce(s.customer_id, d.customer_id)::text as customer, (s.name is null)::boolean as missing
from stored s
full join due d on d.customer_id = s.customer_id and d.name = s.name
where s.name is null or d.name is null
order by coalesce(s.customer_id, d.customer_id)
limit @most;
