-- Who calls the API, and what it has answered already.

-- name: TokenUser :one
select u.id, u.name, u.role, u.customer_id, t.id as token_id, t.role as token_role, t.expires_at, t.last_used_at
from api_tokens t
join users u on u.id = t.user_id
where t.hash = @hash and t.revoked_at is null and (t.expires_at is null or t.expires_at > @now) and u.disabled_at is null;

-- name: TokenUsed :exec
-- Of many requests in one minute only one writes.
update api_tokens set last_used_at = @used_at
where id = @id and (last_used_at is null or last_used_at < @stale);

-- name: IdempotencyBegin :one
-- Takes the key, or takes over the same request when whoever began it has gone
-- silent. No row means that the key is answered or being worked on.
insert into idempotency_keys (user_id, key, fingerprint) values (@user_id, @key, @fingerprint)
on conflict (user_id, key) do update set started_at = now()
    where idempotency_keys.status is null and idempotency_keys.fingerprint = excluded.fingerprint
        and idempotency_keys.started_at < now() - make_interval(secs => @silent_seconds::float)
returning started_at;

-- name: IdempotencyGet :one
select * from idempotency_keys where user_id = @user_id and key = @key;

-- name: IdempotencyFinish :exec
update idempotency_keys set status = @status, headers = @headers, body = @body
where user_id = @user_id and key = @key and started_at = @started_at and status is null;

-- name: IdempotencyRelease :exec
-- Only an answer that took effect is kept; after any other the key is free.
delete from idempotency_keys
where user_id = @user_id and key = @key and started_at = @started_at and status is null;

-- name: IdempotencyForget :execrows
-- Later repeats are still recognized by the ids derived from their keys; only
-- the answer's bytes are gone.
delete from idempotency_keys where started_at < @before;

-- name: UserGet :one
select id, name, role from users where id = @id;
