-- Who may call the API, and what it has already answered.

-- +goose Up

create table users (
    id          text primary key,
    name        text not null,
    email       text not null default '',
    role        text not null check (role in (
        'admin', 'reviewer', 'finance', 'warehouse', 'logistics', 'support', 'auditor', 'integration', 'customer')),
    -- The customer a user of role customer is; nobody else has one.
    customer_id text,
    created_at  timestamptz not null default now(),
    constraint customers_have_a_customer_id check ((role = 'customer') = (customer_id is not null))
);
create index users_by_role on users (role);

create table api_tokens (
    id          text primary key,
    user_id     text not null references users on delete cascade,
    name        text not null,
    -- SHA-256 of a token with 256 random bits; the token itself is never stored.
    hash        bytea not null unique check (length(hash) = 32),
    created_at  timestamptz not null default now(),
    expires_at  timestamptz,
    revoked_at  timestamptz,
    last_used_at timestamptz
);

-- The answers to requests that carried an Idempotency-Key.
create table idempotency_keys (
    user_id      text not null,
    key          text not null check (length(key) between 1 and 255),
    -- SHA-256 of method, path and body.
    fingerprint  bytea not null check (length(fingerprint) = 32),
    -- Null while the first request is still being worked on.
    status       int,
    headers      jsonb,
    body         bytea,
    started_at   timestamptz not null default now(),
    primary key (user_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (started_at);

-- +goose Down
drop table idempotency_keys, api_tokens, users;
