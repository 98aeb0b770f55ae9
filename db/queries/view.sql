-- Saved views of lists.

-- name: ViewPage :many
-- One's own and those that are shared, in the order of their names.
select v.*, u.name as owner_name
from saved_views v
join users u on u.id = v.owner_id
where (v.owner_id = @owner_id or v.shared) and (sqlc.narg(page)::text is null or v.page = sqlc.narg(page))
order by v.name, v.id
limit @most;

-- name: ViewGet :one
select sqlc.embed(v), u.name as owner_name
from saved_views v
join users u on u.id = v.owner_id
where v.id = @id;

-- name: ViewCount :one
select count(*) from saved_views where owner_id = @owner_id;

-- name: ViewPut :exec
insert into saved_views (id, page, name, query, owner_id, shared, changed_at)
values (@id, @page, @name, @query, @owner_id, @shared, @changed_at)
on conflict (id) do update
set page = excluded.page, name = excluded.name, query = excluded.query, shared = excluded.shared, changed_at = excluded.changed_at;

-- name: ViewDelete :execrows
delete from saved_views where id = @id;

-- name: ViewOwnerLock :one
select name from users where id = @id for no key update;
