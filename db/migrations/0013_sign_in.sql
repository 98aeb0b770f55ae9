-- Signing in: passwords, sessions, and who tried too often.

-- +goose Up

alter table users
    -- Argon2id in the PHC string format; null for who does not sign in.
    add column password_hash text,
    -- Nobody disabled can sign in or use a token; what they did stays theirs.
    add column disabled_at   timestamptz;
create index users_by_email on users (lower(email)) where email <> '';

alter table api_tokens
    -- Null for the role of its user; else a role that may do no more than that.
    add column role   text check (role in (
        'admin', 'reviewer', 'finance', 'warehouse', 'logistics', 'support', 'auditor', 'integration', 'customer')),
    -- How the token begins, so that people know it again. The rest has 256 random bits all the same.
    add column prefix text not null default '';
create index api_tokens_by_user on api_tokens (user_id, created_at);

-- One row per signed-in browser: of a user, or of a customer who came by order number and contact.
create table sessions (
    -- SHA-256 of a cookie with 256 random bits; the cookie itself is never stored.
    hash        bytea primary key check (length(hash) = 32),
    user_id     text references users on delete cascade,
    customer_id text,
    started_at  timestamptz not null,
    -- To the minute.
    seen_at     timestamptz not null,
    -- The end, however busy the session is.
    expires_at  timestamptz not null check (expires_at > started_at),
    constraint sessions_are_somebodys check (num_nonnulls(user_id, customer_id) = 1)
);
create index sessions_by_user on sessions (user_id);
create index sessions_by_end on sessions (expires_at);

-- Guesses that have failed, by what was guessed at and from where. The subject
-- is a SHA-256, so that what strangers type in is not kept.
create table failed_guesses (
    subject       bytea primary key check (length(subject) = 32),
    failures      int not null check (failures > 0),
    last_at       timestamptz not null,
    blocked_until timestamptz not null
);
create index failed_guesses_by_age on failed_guesses (last_at);

-- +goose Down
drop table failed_guesses, sessions;
alter table api_tokens drop column role, drop column prefix;
drop index users_by_email;
alter table users drop column password_hash, drop column disabled_at;
