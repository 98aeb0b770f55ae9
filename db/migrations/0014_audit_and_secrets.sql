-- Who changed a setting, signed in, exported or erased, and from where: the
-- service's own audit trail, one chain beside the chains of the returns.

-- +goose Up

create table audit_events (
    seq        bigint primary key check (seq > 0),
    kind       text not null check (kind ~ '^[a-z][a-z_]*\.[a-z][a-z_]*$'),
    actor_id   text not null check (actor_id <> ''),
    actor_role text not null,
    actor_name text not null default '',
    -- What it is about: a policy's id, a user's, a customer's.
    subject    text not null default '',
    -- json and not jsonb: the hash is over the text as it was written.
    data       json not null,
    origin     json not null,
    at         timestamptz not null,
    hash       bytea not null check (length(hash) = 32)
);
create index audit_events_by_time on audit_events (at desc, seq desc);
create index audit_events_by_actor on audit_events (actor_id, at desc);
create trigger audit_events_append_only before update or delete or truncate on audit_events
    for each statement execute function refuse_change_of_ledger();

-- The end of the chain. It follows by trigger with the owner's rights; the
-- service itself can only read it, so that nobody shortens the trail unseen.
create table audit_head (
    one  boolean primary key default true check (one),
    seq  bigint not null,
    hash bytea not null
);
insert into audit_head (seq, hash) values (0, '');

-- +goose StatementBegin
create function audit_head_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update audit_head set seq = new.seq, hash = new.hash where seq = new.seq - 1;
    if not found then
        raise exception 'audit event % does not follow the last one', new.seq using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
-- +goose StatementEnd
create trigger audit_head_follows before insert on audit_events
    for each row execute function audit_head_follows();

-- Where a decision about a return came from; null for what the service did itself.
alter table return_events add column origin json;

-- +goose Down
alter table return_events drop column origin;
drop table audit_head, audit_events;
drop function audit_head_follows;
