-- Returns that ended in the system a shop had before. They count like any other,
-- but none of it happened here: no stock moved, no workflow ran, no policy judged.

-- +goose Up
alter table returns
    -- The former system and the return's number in it; null for a return opened here.
    add column imported_from   text check (imported_from ~ '^[a-z0-9][a-z0-9._-]{0,39}$'),
    add column imported_number text check (imported_number <> '' and length(imported_number) <= 100),
    add constraint imported_returns_have_a_number check ((imported_from is null) = (imported_number is null)),
    add constraint imported_returns_have_ended check (imported_from is null or closed_at is not null);
create unique index returns_imported on returns (imported_from, imported_number) where imported_from is not null;

-- What a former system decided is neither a policy's doing nor a reviewer's here.
-- +goose StatementBegin
do $do$ begin
create or replace view report_source_returns as
select r.id as return_id, (r.opened_at at time zone z.time_zone)::date as day, d.dimension, d.key, r.currency, -1 as bucket,
    1::bigint as returns,
    (r.approval is not null and r.approval->'by'->>'role' = 'system')::int::bigint as approved_by_policy,
    (r.approval is not null and r.approval->'by'->>'role' <> 'system')::int::bigint as approved_by_hand,
    (r.status = 'rejected' and r.verdict->>'decision' = 'reject')::int::bigint as rejected_by_policy,
    (r.status = 'rejected' and r.verdict->>'decision' <> 'reject' and r.imported_from is null)::int::bigint as rejected_by_hand,
    (r.status = 'cancelled')::int::bigint as cancelled,
    (r.status = 'expired')::int::bigint as expired
from returns r
cross join report_settings z
cross join lateral (
    select 'total', ''
    union all select 'customer', r.customer_id
    union all select 'policy', r.policy_id || ' ' || r.policy_version where r.imported_from is null
) d (dimension, key);
end $do$;
-- +goose StatementEnd

-- One row, as nobody has told the planner: it takes a table for a thousand that it has
-- never looked at, and reads all order lines for each line that comes back.
analyze report_settings;

-- What is new is counted statement by statement, as that of orders is: an import of
-- thousands is one insert for each of their tables, and not five for each row. Offset 0
-- has the view looked up row by row, by its keys: what a table is expected to hold is
-- wrong while it is being filled.
-- +goose StatementBegin
create function report_added() returns trigger language plpgsql as $$
begin
    if not exists (select from added) then -- an upsert that changed what was there
        return null;
    end if;
    case tg_table_name
        when 'returns' then
            insert into report_changes (sign, day, dimension, key, currency, bucket,
                returns, approved_by_policy, approved_by_hand, rejected_by_policy, rejected_by_hand, cancelled, expired)
            select 1, s.day, s.dimension, s.key, s.currency, s.bucket,
                s.returns, s.approved_by_policy, s.approved_by_hand, s.rejected_by_policy, s.rejected_by_hand, s.cancelled,
                s.expired
            from added a
            cross join lateral (select * from report_source_returns s where s.return_id = a.id offset 0) s;
        when 'return_lines' then
            insert into report_changes (sign, day, dimension, key, currency, bucket,
                lines, requested_units, returned_units, available, refurbish, quarantine, scrap, vendor, send_back, missing,
                lost, wrong_item, loss_amount)
            select 1, s.day, s.dimension, s.key, s.currency, s.bucket,
                s.lines, s.requested_units, s.returned_units, s.available, s.refurbish, s.quarantine, s.scrap, s.vendor,
                s.send_back, s.missing, s.lost, s.wrong_item, s.loss_amount
            from added a
            cross join lateral (select * from report_source_lines s where s.return_id = a.return_id and s.line_no = a.line_no offset 0) s;
        when 'refund_tasks' then
            insert into report_changes (sign, day, dimension, key, currency, bucket, refunds, refunded_amount, fee_amount)
            select 1, s.day, s.dimension, s.key, s.currency, s.bucket, s.refunds, s.refunded_amount, s.fee_amount
            from added a
            cross join lateral (select * from report_source_refunds s where s.task_id = a.id offset 0) s;
        when 'refund_lines' then
            insert into report_changes (sign, day, dimension, key, currency, bucket, refunded_amount, fee_amount)
            select 1, s.day, s.dimension, s.key, s.currency, s.bucket, s.refunded_amount, s.fee_amount
            from added a
            cross join lateral (select * from report_source_refund_lines s where s.task_id = a.task_id and s.line_no = a.line_no offset 0) s;
    end case;
    return null;
end $$;
-- +goose StatementEnd
drop trigger report_added on returns;
drop trigger report_added on return_lines;
drop trigger report_added on refund_tasks;
drop trigger report_added on refund_lines;
create trigger report_added after insert on returns
    referencing new table as added for each statement execute function report_added();
create trigger report_added after insert on return_lines
    referencing new table as added for each statement execute function report_added();
create trigger report_added after insert on refund_tasks
    referencing new table as added for each statement execute function report_added();
create trigger report_added after insert on refund_lines
    referencing new table as added for each statement execute function report_added();

-- +goose Down
drop trigger report_added on refund_lines;
drop trigger report_added on refund_tasks;
drop trigger report_added on return_lines;
drop trigger report_added on returns;
drop function report_added;
create trigger report_added after insert on returns for each row execute function report_return();
create trigger report_added after insert on return_lines for each row execute function report_return_line();
create trigger report_added after insert on refund_tasks for each row when (new.state = 'settled')
    execute function report_refund_task();
create trigger report_added after insert on refund_lines for each row execute function report_refund_line();
-- +goose StatementBegin
do $do$ begin
create or replace view report_source_returns as
select r.id as return_id, (r.opened_at at time zone z.time_zone)::date as day, d.dimension, d.key, r.currency, -1 as bucket,
    1::bigint as returns,
    (r.approval is not null and r.approval->'by'->>'role' = 'system')::int::bigint as approved_by_policy,
    (r.approval is not null and r.approval->'by'->>'role' <> 'system')::int::bigint as approved_by_hand,
    (r.status = 'rejected' and r.verdict->>'decision' = 'reject')::int::bigint as rejected_by_policy,
    (r.status = 'rejected' and r.verdict->>'decision' <> 'reject')::int::bigint as rejected_by_hand,
    (r.status = 'cancelled')::int::bigint as cancelled,
    (r.status = 'expired')::int::bigint as expired
from returns r
cross join report_settings z
cross join lateral (values ('total', ''), ('customer', r.customer_id), ('policy', r.policy_id || ' ' || r.policy_version))
    d (dimension, key);
end $do$;
-- +goose StatementEnd
drop index returns_imported;
alter table returns drop column imported_number, drop column imported_from;
