-- Users and their API tokens, as the command line makes them.

-- name: UserUpsert :exec
insert into users (id, name, email, role, customer_id) values (@id, @name, @email, @role, @customer_id)
on conflict (id) do update set name = excluded.name, email = excluded.email, role = excluded.role,
    customer_id = excluded.customer_id;

-- name: TokenInsert :exec
insert into api_tokens (id, user_id, name, hash, prefix, role, created_at, expires_at)
values (@id, @user_id, @name, @hash, @prefix, sqlc.narg('role'), coalesce(sqlc.narg('created_at')::timestamptz, now()), @expires_at);

-- name: TokenGet :one
select * from api_tokens where id = @id;

-- name: TokenPage :many
-- Newest first; of one user, or of everybody.
select sqlc.embed(t), u.name as user_name, u.role as user_role
from api_tokens t join users u on u.id = t.user_id
where (sqlc.narg('user_id')::text is null or t.user_id = sqlc.narg('user_id'))
    and (sqlc.narg('after_at')::timestamptz is null or (t.created_at, t.id) < (sqlc.narg('after_at'), sqlc.narg('after_id')::text))
order by t.created_at desc, t.id desc
limit @most;

-- name: TokenHashKnown :one
select exists (
    select from api_tokens where hash = @hash and revoked_at is null and (expires_at is null or expires_at > now()));

-- name: TokensList :many
select t.id, t.name, u.id as user_id, u.name as user_name, u.role, t.created_at, t.expires_at, t.revoked_at, t.last_used_at
from api_tokens t join users u on u.id = t.user_id
order by t.created_at, t.id;

-- name: TokenRevoke :one
update api_tokens set revoked_at = @at where id = @id and revoked_at is null returning user_id;

-- name: OrderCount :one
select count(*) from orders;
