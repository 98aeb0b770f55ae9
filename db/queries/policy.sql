-- Policies and reasons: the shop's rules as data.

-- name: PolicyActive :one
select * from policies where active;

-- name: PolicyGet :one
select * from policies where policy_id = @policy_id and version = @version;

-- name: PolicyNewest :one
select * from policies where policy_id = @policy_id order by version desc limit 1;

-- name: PoliciesNewest :many
-- Of each policy its newest version, and the version of it that is active.
select sqlc.embed(p), a.version as active_version
from policies p
left join policies a on a.policy_id = p.policy_id and a.active
where p.version = (select max(version) from policies n where n.policy_id = p.policy_id)
    and p.policy_id > @after
order by p.policy_id
limit @most;

-- name: PolicyVersions :many
select * from policies
where policy_id = @policy_id and (sqlc.narg(before)::int is null or version < sqlc.narg(before))
order by version desc
limit @most;

-- name: PoliciesLock :exec
-- One change of the policies at a time; reading and opening returns go on.
lock table policies in share row exclusive mode;

-- name: PolicyInsert :one
insert into policies (policy_id, version, terms, created_by, created_at)
select @policy_id, coalesce(max(version), 0) + 1, @terms, @created_by, @created_at
from policies where policy_id = @policy_id
returning *;

-- name: PolicyDeactivate :exec
update policies set active = false where active;

-- name: PolicyActivate :one
update policies set active = true where policy_id = @policy_id and version = @version
returning *;

-- name: CustomerFacts :one
-- What else the customer bought and asked back in the time before a request.
select
    (select count(*) from orders o where o.customer_id = @customer_id and o.order_number <> @order_number
        and o.ordered_at >= @since and o.ordered_at < @before)::int as orders,
    (select count(*) from returns r where r.customer_id = @customer_id and r.id <> @return_id
        and r.opened_at >= @since and r.opened_at < @before)::int as returns;

-- name: ReasonsActive :many
select * from reasons where active order by position, code;

-- name: ReasonsAll :many
select * from reasons order by position, code;

-- name: ReasonUpsert :exec
insert into reasons (code, label_en, label_zh, labels, by_customer, categories, active, position, fields, updated_by, updated_at)
values (@code, @label_en, @label_zh, @labels, @by_customer, @categories, @active, @position, @fields, @updated_by, @updated_at)
on conflict (code) do update set
    label_en = excluded.label_en, label_zh = excluded.label_zh, labels = excluded.labels,
    by_customer = excluded.by_customer, categories = excluded.categories, active = excluded.active, position = excluded.position,
    fields = excluded.fields, updated_by = excluded.updated_by, updated_at = excluded.updated_at
where (reasons.label_en, reasons.label_zh, reasons.labels, reasons.by_customer, reasons.categories,
        reasons.active, reasons.position, reasons.fields)
    is distinct from (excluded.label_en, excluded.label_zh, excluded.labels, excluded.by_customer, excluded.categories, excluded.active,
        excluded.position, excluded.fields);

-- name: ReasonsDeactivateExcept :exec
update reasons set active = false, updated_by = @updated_by, updated_at = @updated_at
where active and not code = any(@codes::text[]);

-- name: PolicyTestReturns :many
-- The returns of a period with all that a policy judges, newest first. What was
-- asked for is in the event that opened the return.
select sqlc.embed(r), sqlc.embed(o), e.data as request
from returns r
join orders o on o.order_number = r.order_number
join return_events e on e.return_id = r.id and e.seq = 1 and e.action = 'open'
where r.opened_at >= @since and r.opened_at < @before
order by r.opened_at desc, r.id desc
limit @most;

-- name: PolicyTestLines :many
select * from return_lines where return_id = any(@return_ids::text[]) order by return_id, line_no;

-- name: PolicyTestOrderLines :many
select * from order_lines where order_number = any(@order_numbers::text[]) order by order_number, line_no;
