-- Erasing what is known of a customer as a person. What the books need stays:
-- numbers, states, times, codes and ids. Events of the audit trails are redacted
-- by the schema's owner alone, always by the same rule, and only where the trail
-- has announced it with the hash that the redacted event must have.

-- +goose Up

-- One customer's erasure; it goes on until everything is done.
create table erasures (
    id          text primary key check (id ~ '^era_[0-9a-z]{26}$'),
    customer_id text not null check (customer_id <> ''),
    asked_at    timestamptz not null,
    done_at     timestamptz,
    -- Why it is not done yet, as the last try had it; "" when all went well.
    trouble     text not null default '',
    returns     int not null default 0 check (returns >= 0),
    photos      int not null default 0 check (photos >= 0),
    -- How many events the customer's returns had at its end: more by now say
    -- that something was written since.
    events      bigint not null default 0 check (events >= 0)
);
create unique index erasures_one_at_a_time on erasures (customer_id) where done_at is null;
create index erasures_by_customer on erasures (customer_id, asked_at desc);

-- Keys by which decisions hold ids, codes, times and numbers. Every other key may
-- hold what people wrote, and new ones are taken to, until they are listed here.
-- +goose StatementBegin
create function impersonal(value jsonb, within text) returns jsonb language sql immutable as $$
    select case jsonb_typeof(value)
        when 'object' then (
            select coalesce(jsonb_object_agg(f.key, impersonal(f.value, f.key)), '{}') from jsonb_each(value) f
            where f.key in (
                'accept', 'action', 'agreed', 'amount', 'another', 'approved', 'approved_amount', 'approved_by_policy',
                'approved_quantity', 'at', 'by', 'carrier', 'condition', 'currency', 'damaged', 'decision', 'digest',
                'disposition', 'event', 'event_id', 'evidence', 'exchange', 'grade', 'id', 'keep_item', 'line_no', 'lines',
                'method', 'minor', 'new_return_id', 'occurred_at', 'offer', 'order_number', 'outcome', 'payment', 'quantity',
                'rating', 'refund_to', 'replaces', 'request', 'resolved', 'role', 'sku', 'stray_id', 'strays', 'task_id',
                'tracking_number', 'units', 'user_id', 'visible_to_customer', 'window_end', 'window_start', 'wrong_sku')
            -- A line's reason is one of the shop's codes; a decision's is a text.
            or (f.key = 'reason' and within = 'lines'))
        when 'array' then (
            select coalesce(jsonb_agg(impersonal(e.value, within) order by e.position), '[]')
            from jsonb_array_elements(value) with ordinality e (value, position))
        else value end;
$$;

create function impersonal_text(data json) returns json language plpgsql immutable as $$
begin
    return impersonal(data::jsonb, '')::text::json;
exception when others then -- json holds what jsonb does not, such as a zero character
    return '{}';
end $$;

create function utf8(value text) returns bytea language sql immutable as $$ select convert_to(value, 'UTF8') $$;

-- The hash of a link, as returns.Chained computes it.
create function chained(variadic fields bytea[]) returns bytea language sql immutable as $$
    select sha256(string_agg(int4send(length(f.field)) || f.field, ''::bytea order by f.position))
    from unnest(fields) with ordinality f (field, position);
$$;

create function micros(at timestamptz) returns bytea language sql immutable as $$
    select int8send((extract(epoch from at) * 1000000)::bigint);
$$;

-- A return's events as they are to be, where that is not how they are.
create function redacted_return_events(of_return text)
returns table (seq int, actor_name text, data json, refused text, origin json, hash bytea) language sql stable as $$
    select e.seq, n.actor_name, n.data, n.refused, n.origin, chained(variadic array[
        coalesce(p.hash, ''), utf8(e.return_id), int8send(e.seq), utf8(e.action), utf8(e.decision_id),
        utf8(e.actor_id), utf8(e.actor_role), utf8(n.actor_name), utf8(e.status_from),
        utf8(e.status_to), utf8(n.data::text), utf8(n.refused), micros(e.at)]
        || case when o.address || o.via || o.user_agent = '' then '{}'::bytea[]
            else array[utf8(o.address), utf8(o.via), utf8(o.user_agent)] end)
    from return_events e
    left join return_events p on p.return_id = e.return_id and p.seq = e.seq - 1
    cross join lateral (select
        case e.actor_role when 'customer' then '' else e.actor_name end as actor_name,
        case e.refused when '' then impersonal_text(e.data) else '{}' end as data, -- nobody has checked a refused one
        case e.refused when '' then '' else 'erased' end as refused,
        case e.actor_role when 'customer' then null else e.origin end as origin) n
    cross join lateral (select coalesce(n.origin->>'address', '') as address, coalesce(n.origin->>'via', '') as via,
        coalesce(n.origin->>'user_agent', '') as user_agent) o
    where e.return_id = of_return
        and (e.actor_name, e.data::text, e.refused, e.origin::text) is distinct from (n.actor_name, n.data::text, n.refused, n.origin::text);
$$;

-- What a customer did at the door, in the service's own trail: when stays, from
-- where goes.
create function redacted_audit_events(of_customer text) returns table (seq bigint, hash bytea) language sql stable as $$
    select a.seq, chained(variadic array[
        coalesce(p.hash, ''), int8send(a.seq), utf8(a.kind), utf8(a.actor_id), utf8(a.actor_role), ''::bytea,
        utf8(a.subject), utf8(a.data::text), '{}'::bytea, micros(a.at)])
    from audit_events a
    left join audit_events p on p.seq = a.seq - 1
    where a.actor_role = 'customer'
        and (a.actor_id = 'customer:' || of_customer or a.actor_id in (select id from users where customer_id = of_customer))
        and (a.actor_name, a.origin::text) <> ('', '{}');
$$;
-- +goose StatementEnd

-- A ledger refuses changes, but for what the redacting functions below do: they
-- run as the owner, and nobody else has the right to update one.
-- +goose StatementBegin
create or replace function refuse_change_of_ledger() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and tg_table_name in ('return_events', 'audit_events')
        and current_setting('backhaul.redacting', true) = tg_table_name then
        return null;
    end if;
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

-- Whether an entry of the trail announces exactly these hashes.
create function check_announced(announced bigint, about text, of_field text, due jsonb) returns void
language plpgsql stable as $$
begin
    if not exists (select from audit_events a where a.seq = announced and a.kind = 'erasure.redacted'
        and a.subject = about and (a.data->of_field)::jsonb = due) then
        raise exception 'audit entry % does not announce this redaction of %', announced, about using errcode = 'restrict_violation';
    end if;
end $$;

create function redact_return(of_return text, announced bigint) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from returns where id = of_return and closed_at is not null for update;
    if not found then
        raise exception 'return % is open, or there is none: its events cannot be redacted', of_return using errcode = 'restrict_violation';
    end if;
    perform check_announced(announced, of_return, 'events',
        (select jsonb_object_agg(r.seq, encode(r.hash, 'hex')) from redacted_return_events(of_return) r));
    perform set_config('backhaul.redacting', 'return_events', true);
    update return_events e set actor_name = r.actor_name, data = r.data, refused = r.refused, origin = r.origin
    from redacted_return_events(of_return) r where e.return_id = of_return and e.seq = r.seq;
    perform set_config('backhaul.redacting', '', true);
end $$;

create function redact_visits(of_customer text, announced bigint) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform check_announced(announced, of_customer, 'entries',
        (select jsonb_object_agg(r.seq, encode(r.hash, 'hex')) from redacted_audit_events(of_customer) r));
    perform set_config('backhaul.redacting', 'audit_events', true);
    update audit_events a set actor_name = '', origin = '{}'
    from redacted_audit_events(of_customer) r where a.seq = r.seq;
    perform set_config('backhaul.redacting', '', true);
end $$;
-- +goose StatementEnd
revoke execute on function redact_return, redact_visits from public;

-- +goose Down
drop function redact_visits, redact_return, check_announced, redacted_audit_events, redacted_return_events, micros, chained, utf8,
    impersonal_text, impersonal;
drop table erasures;
-- +goose StatementBegin
create or replace function refuse_change_of_ledger() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
-- +goose StatementEnd
