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

-- name: ReturnTimeZone :one
-- The shop's, by the policy that judged it; an imported return, which none did, has that of the active one.
select coalesce(nullif(p.terms->>'time_zone', ''), nullif(a.terms->>'time_zone', ''), 'UTC')::text as time_zone
from returns r
left join policies p on p.policy_id = r.policy_id and p.version = r.policy_version
left join policies a on a.active
where r.id = @id;
