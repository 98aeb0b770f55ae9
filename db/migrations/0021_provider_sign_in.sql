-- Users who sign in at their organization's OpenID Connect provider, and customers
-- who ask for a link by mail.

-- +goose Up

alter table users
    -- Who vouches for the user, and by which name: for ever the same person. Both
    -- are null for a user whom the service itself knows by a password or a token.
    add column issuer  text,
    add column subject text,
    add constraint issuer_has_subject check ((issuer is null) = (subject is null) and issuer <> '' and subject <> ''),
    -- A password here would let in whom the provider lets in no more.
    add constraint vouched_for_has_no_password check (issuer is null or password_hash is null),
    add constraint vouched_for_is_no_customer check (issuer is null or role <> 'customer'),
    add constraint users_by_subject unique (issuer, subject);

-- Links that somebody has asked for by mail, whether what they typed is right or
-- not: that is looked at when the mail is due. A row goes when its mail has gone.
create table link_requests (
    id           text primary key,
    order_number text not null,
    contact      text not null,
    -- Where it was asked, for the audit trail.
    origin       json not null,
    asked_at     timestamptz not null,
    next_at      timestamptz not null
);
create index link_requests_due on link_requests (next_at);

-- +goose Down
drop table link_requests;
alter table users drop column issuer, drop column subject;
