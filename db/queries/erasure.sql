-- Erasing what is known of a customer as a person; see package erasure.

-- name: ErasureInsert :exec
insert into erasures (id, customer_id, asked_at) values (@id, @customer_id, @asked_at);

-- name: ErasureLast :one
select * from erasures where customer_id = @customer_id order by asked_at desc, id desc limit 1;

-- name: ErasuresOpen :many
select * from erasures where done_at is null order by asked_at, id;

-- name: ErasureTrouble :exec
update erasures set trouble = @trouble where id = @id and done_at is null and trouble <> @trouble;

-- name: ErasureDone :execrows
update erasures set done_at = @done_at, trouble = '', returns = @returns,
    events = (select count(*) from return_events e join returns r on r.id = e.return_id where r.customer_id = erasures.customer_id)
where erasures.id = @id and erasures.done_at is null;

-- name: ErasurePhotos :exec
update erasures set photos = photos + @photos where id = @id and done_at is null;

-- name: ErasureTurn :exec
-- One at a time for each customer, until the transaction ends.
select pg_advisory_xact_lock(7020020, hashtext(@customer_id::text));

-- name: ErasureKnows :one
-- What there is of a customer, and what of it was written since an erasure that
-- counted so many events.
select (exists (select from orders o where o.customer_id = @customer_id)
        or exists (select from users u where u.customer_id = @customer_id))::boolean as known,
    (exists (select from orders o where o.customer_id = @customer_id
            and (o.customer_name <> '' or o.customer_email <> '' or o.customer_phone <> ''))
        or exists (select from users u where u.customer_id = @customer_id and (u.email <> '' or u.disabled_at is null))
        or exists (select from sessions s where s.customer_id = @customer_id)
        or exists (select from evidence e left join returns r on r.id = e.return_id
            where e.customer_id = @customer_id or r.customer_id = @customer_id)
        or (select count(*) from return_events e join returns r on r.id = e.return_id
            where r.customer_id = @customer_id) <> @events::bigint)::boolean as more;

-- name: ErasureWaitsFor :many
-- What has not ended yet and still needs to know who the customer is.
select r.rma_number from returns r
where r.customer_id = @customer_id and (r.closed_at is null
    or exists (select from disputes d where d.return_id = r.id and d.decided_at is null)
    or exists (select from held_goods h where h.return_id = r.id))
order by r.opened_at, r.id
limit 10;

-- name: ErasureBatchWaits :one
-- A batch that is about to open a return for the customer.
select coalesce(min(b.batch_id), '')::text from batch_rows b join orders o on o.order_number = b.order_number
where o.customer_id = @customer_id and b.outcome in ('waiting', 'opening');

-- name: ErasureReturns :many
select id from returns where customer_id = @customer_id order by opened_at, id;

-- name: ErasurePhotosOf :many
select e.id from evidence e left join returns r on r.id = e.return_id
where e.customer_id = @customer_id or r.customer_id = @customer_id
order by e.id;

-- name: ErasurePhotoGone :execrows
delete from evidence where id = @id;

-- name: ErasureEvents :many
-- The events of a return that are to be redacted, and the hash that each must have then.
select r.seq::int as seq, encode(r.hash, 'hex')::text as hash from redacted_return_events(@return_id::text) r order by r.seq;

-- name: ErasureRedactReturn :exec
select redact_return(@return_id::text, @announced::bigint);

-- name: ErasureVisits :many
select r.seq::bigint as seq, encode(r.hash, 'hex')::text as hash from redacted_audit_events(@customer_id::text) r order by r.seq;

-- name: ErasureRedactVisits :exec
select redact_visits(@customer_id::text, @announced::bigint);

-- name: ErasureOfReturn :exec
-- The rows of a return that has ended. Units, money, codes and times stay.
with whole as (
    update returns set note = '', pickup = null, attention = null,
        requested_by = case requested_by->>'role' when 'customer' then requested_by - 'name' else requested_by end,
        approval = case approval->'by'->>'role' when 'customer' then approval #- '{by,name}' else approval end,
        verdict = jsonb_set(verdict, '{clauses}', (
            select coalesce(jsonb_agg(case c.clause->>'clause' when 'rule' then c.clause || '{"facts": {}}' else c.clause end
                order by c.position), '[]')
            from jsonb_array_elements(case jsonb_typeof(verdict->'clauses') when 'array' then verdict->'clauses' else '[]' end)
                with ordinality c (clause, position)))
    where returns.id = @return_id
), lines as (
    update return_lines set note = '', fields = null where return_lines.return_id = @return_id and (note <> '' or fields is not null)
), parcels as (
    update shipments set scans = (
        select coalesce(jsonb_agg(s.scan - 'note' order by s.position), '[]') from jsonb_array_elements(scans) with ordinality s (scan, position))
    where shipments.return_id = @return_id and scans <> '[]'
), inspected as (
    update inspections set note = '' where inspections.return_id = @return_id and note <> ''
), strays as (
    update return_strays set note = '' where return_strays.return_id = @return_id and note <> ''
), tasks as (
    update refund_tasks set note = '', doubt = case doubt when '' then '' else 'erased' end where refund_tasks.return_id = @return_id
        and (note <> '' or doubt <> '')
), parts as (
    update refund_parts set reason = case reason when '' then '' else 'erased' end, doubt = case doubt when '' then '' else 'erased' end
    where task_id in (select t.id from refund_tasks t where t.return_id = @return_id)
), told as (
    update payment_events set body = ''
    where body <> '' and task_id in (select t.id from refund_tasks t where t.return_id = @return_id)
), tracked as (
    update carrier_events set body = '{}' where body <> '{}' and (carrier_events.return_id = @return_id or tracking_number in (
        select s.tracking_number from shipments s where s.return_id = @return_id and s.tracking_number <> ''))
), rated as (
    update feedback set comment = '' where feedback.return_id = @return_id and comment <> ''
), complaint as (
    update disputes set complaint = 'erased', answer = case answer when '' then '' else 'erased' end,
        outcome = case outcome when '' then '' else 'erased' end
    where disputes.return_id = @return_id
)
-- What was not sent by now is not sent any more.
update notifications set data = '{}', last_error = '',
    recipient = case audience when 'customer' then '' else recipient end,
    outcome = coalesce(outcome, 'no_address'), done_at = coalesce(done_at, @now::timestamptz)
where notifications.return_id = @return_id;

-- name: ErasureOfOrders :exec
-- Whose orders they are stays, by the customer's id; who that is does not.
with contact as (
    update orders set customer_name = '', customer_email = '', customer_phone = ''
    where customer_id = @customer_id and (customer_name <> '' or customer_email <> '' or customer_phone <> '')
), rows as (
    update batch_rows set error = '{"Field": "", "Code": "erased", "Format": "%s", "Args": ["erased"]}'
    where error is not null and error->>'Code' <> 'erased'
        and order_number in (select o.order_number from orders o where o.customer_id = @customer_id)
), decided as (
    update batch_decision_rows d set error = '{"Field": "", "Code": "erased", "Format": "%s", "Args": ["erased"]}'
    from batch_rows b join orders o on o.order_number = b.order_number
    where b.batch_id = d.batch_id and b.row = d.row and o.customer_id = @customer_id
        and d.error is not null and d.error->>'Code' <> 'erased'
), here as (
    delete from sessions where sessions.customer_id = @customer_id
        or user_id in (select u.id from users u where u.customer_id = @customer_id)
), tokens as (
    update api_tokens set name = '', revoked_at = coalesce(revoked_at, @now::timestamptz)
    where user_id in (select u.id from users u where u.customer_id = @customer_id)
)
update users set name = 'erased', email = '', password_hash = null, disabled_at = coalesce(disabled_at, @now::timestamptz)
where users.customer_id = @customer_id;

-- name: ErasureOfAnswers :exec
-- Answers that are kept for repeats, where they speak of the customer. Too many
-- may go: what a request does is named after its key, so a repeat does nothing twice.
delete from idempotency_keys k where body is not null and (
    k.user_id = 'customer:' || @customer_id::text
    or k.user_id in (select u.id from users u where u.customer_id = @customer_id)
    or position(convert_to('"' || @customer_id || '"', 'UTF8') in body) > 0
    or exists (select from orders o where o.customer_id = @customer_id and position(convert_to('"' || o.order_number || '"', 'UTF8') in k.body) > 0)
    or exists (select from returns r where r.customer_id = @customer_id and position(convert_to(r.id, 'UTF8') in k.body) > 0));

-- name: ErasureLockOrders :exec
select 1 from orders where customer_id = @customer_id order by order_number for update;

-- name: VerifyAnnounced :many
-- What the trail says that redacted events have become, oldest first.
select subject, data from audit_events where kind = 'erasure.redacted' order by seq;

-- name: ErasureLabelsOf :many
-- Labels name the customer and where they live; they are kept where photos are.
select s.return_id, s.seq, s.label_key from shipments s join returns r on r.id = s.return_id
where r.customer_id = @customer_id and s.label_key <> '' order by s.return_id, s.seq;

-- name: ErasureLabelGone :exec
update shipments set label_key = '', label_type = '' where return_id = @return_id and seq = @seq;
