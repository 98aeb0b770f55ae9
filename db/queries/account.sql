-- Users, and the sessions of those who have signed in.

-- name: UserMake :execrows
-- No row when there is one already.
insert into users (id, name, email, role, customer_id, created_at, issuer, subject)
values (@id, @name, @email, @role, @customer_id, @created_at, @issuer, @subject)
on conflict (id) do nothing;

-- name: UserFind :one
select * from users where id = @id;

-- name: UserLock :one
select * from users where id = @id for update;

-- name: UsersByLogin :many
-- Whom somebody means who types this; an e-mail address that two users share means
-- neither. Who signs in at a provider is not meant by theirs.
select * from users
where id = @login or (email <> '' and lower(email) = lower(@login) and issuer is null)
order by (id = @login) desc, id
limit 2;

-- name: UserPage :many
select * from users
where (sqlc.narg('role')::text is null or role = sqlc.narg('role'))
    and (sqlc.narg('after')::text is null or id > sqlc.narg('after'))
order by id
limit @most;

-- name: UserPageByName :many
-- Who can come in and has one of the roles; strpos, since what people type is no pattern.
select id, name from users
where role = any(@roles::text[]) and disabled_at is null
    and (sqlc.narg('q')::text is null or strpos(lower(name), lower(sqlc.narg('q'))) > 0 or strpos(id, lower(sqlc.narg('q'))) > 0)
order by lower(name), id
limit @most;

-- name: UserUpdate :exec
update users set name = @name, email = @email, role = @role, customer_id = @customer_id, disabled_at = @disabled_at where id = @id;

-- name: UserPassword :exec
update users set password_hash = @password_hash where id = @id;

-- name: UsersLockAdmins :many
-- Locked in one order, so that two admins cannot put each other out at once.
select id from users where role = 'admin' and disabled_at is null order by id for update;

-- name: SessionInsert :exec
insert into sessions (hash, user_id, customer_id, started_at, seen_at, expires_at)
values (@hash, @user_id, @customer_id, @started_at, @started_at, @expires_at);

-- name: SessionFind :one
select s.started_at, s.seen_at, s.expires_at, s.user_id, coalesce(u.name, '') as name, coalesce(u.role, 'customer') as role,
    coalesce(u.issuer, '') as issuer, coalesce(s.customer_id, u.customer_id) as customer_id
from sessions s left join users u on u.id = s.user_id
where s.hash = @hash and s.expires_at > @now::timestamptz and s.seen_at > @idle_since::timestamptz and u.disabled_at is null;

-- name: SessionSeen :exec
-- Of many requests in one minute only one writes.
update sessions set seen_at = @seen_at where hash = @hash and seen_at < @stale;

-- name: SessionEnd :exec
delete from sessions where hash = @hash;

-- name: SessionsEnd :execrows
-- All of a user's but one, which may be nobody's.
delete from sessions where user_id = @user_id and hash is distinct from @but;

-- name: SessionsForget :execrows
delete from sessions where expires_at < @before::timestamptz;

-- name: OrderContact :one
-- By what a customer is known as the order's.
select order_number, customer_id, customer_email, customer_phone from orders where order_number = @order_number;

-- name: ReturnContact :one
select r.id, o.customer_id, o.customer_email, o.customer_phone
from returns r join orders o using (order_number) where r.rma_number = @rma_number;

-- name: DevUsers :many
-- Users whom `backhaul dev` made, and who can still come in.
select id from users u
where id like 'dev-%' and disabled_at is null
    and (password_hash is not null or exists (select from api_tokens t where t.user_id = u.id and t.revoked_at is null))
order by id;
