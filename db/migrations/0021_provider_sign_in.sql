-- Users who sign in at their organization's OpenID Connect provider.

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

-- +goose Down
alter table users drop column issuer, drop column subject;
