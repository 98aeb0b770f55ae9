-- The return, its lines and parcels: what a step loads, locked, and stores.

-- name: ReturnLock :one
select * from returns where id = @id for update;

-- name: ReturnGet :one
select * from returns where id = @id;

-- name: ReturnNumberTaken :one
select exists (select from returns where rma_number = @rma_number);

-- name: ReturnInsert :exec
insert into returns (id, rma_number, order_number, customer_id, currency, status, stage, logistics, goods, refund, dispute,
    method, refund_to, credit_to, note, pickup, requested_by, policy_id, policy_version, verdict, offer, approval, estimate, digest,
    attention, wait_for, wait_since, wait_deadline, wait_then, wait_passed, version, opened_at, updated_at, closed_at)
values (@id, @rma_number, @order_number, @customer_id, @currency, @status, @stage, @logistics, @goods, @refund, @dispute,
    @method, @refund_to, @credit_to, @note, @pickup, @requested_by, @policy_id, @policy_version, @verdict, @offer, @approval, @estimate,
    @digest, @attention, @wait_for, @wait_since, @wait_deadline, @wait_then, @wait_passed, 1, @opened_at, @opened_at, @closed_at);

-- name: ReturnUpdateIfVersion :execrows
update returns set
    status = @status, stage = @stage, logistics = @logistics, goods = @goods, refund = @refund, dispute = @dispute,
    method = @method, offer = @offer, approval = @approval, estimate = @estimate, digest = @digest, attention = @attention,
    assignee = @assignee, assignee_name = @assignee_name, assigned_at = @assigned_at, claim_until = @claim_until,
    wait_for = @wait_for, wait_since = @wait_since, wait_deadline = @wait_deadline, wait_then = @wait_then,
    wait_passed = @wait_passed, version = version + 1, updated_at = @updated_at, closed_at = @closed_at
where id = @id and version = @version;

-- name: ReturnLinesGet :many
select * from return_lines where return_id = @return_id order by line_no;

-- name: ReturnLineUpsert :exec
insert into return_lines (return_id, line_no, sku, description, requested, approved, agreed, reason, by_customer, condition,
    note, fields, arrived, available, refurbish, quarantine, scrap, vendor, send_back, missing, lost, wrong_item, damaged, found)
values (@return_id, @line_no, @sku, @description, @requested, @approved, @agreed, @reason, @by_customer, @condition,
    @note, @fields, @arrived, @available, @refurbish, @quarantine, @scrap, @vendor, @send_back, @missing, @lost, @wrong_item,
    @damaged, @found)
on conflict (return_id, line_no) do update set
    approved = excluded.approved, agreed = excluded.agreed, arrived = excluded.arrived, available = excluded.available,
    refurbish = excluded.refurbish, quarantine = excluded.quarantine, scrap = excluded.scrap, vendor = excluded.vendor,
    send_back = excluded.send_back, missing = excluded.missing, lost = excluded.lost, wrong_item = excluded.wrong_item,
    damaged = excluded.damaged, found = excluded.found;

-- name: ReturnShipmentsGet :many
select * from shipments where return_id = @return_id order by seq;

-- name: ReturnShipmentUpsert :exec
insert into shipments (return_id, seq, key, carrier, reference, tracking_number, state, window_start, window_end,
    attempts, by_hand, called_off, booked, scans, direction, contents, settled, label_key, label_type)
values (@return_id, @seq, @key, @carrier, @reference, @tracking_number, @state, @window_start, @window_end,
    @attempts, @by_hand, @called_off, @booked, @scans, @direction, @contents, @settled, @label_key, @label_type)
on conflict (return_id, seq) do update set
    tracking_number = excluded.tracking_number, state = excluded.state, attempts = excluded.attempts,
    called_off = excluded.called_off, scans = excluded.scans, settled = excluded.settled;

-- name: ReturnInspectionInsert :exec
insert into inspections (return_id, event_seq, position, line_no, quantity, condition, grade, disposition, wrong_sku, note)
values (@return_id, @event_seq, @position, @line_no, @quantity, @condition, @grade, @disposition, @wrong_sku, @note);

-- name: ReturnAttentionSet :exec
-- Raised or cleared by steps that move nothing, such as a provider that is away.
update returns set attention = @attention where id = @id and attention is distinct from @attention;

-- name: ReturnAttentionReplace :exec
update returns set attention = sqlc.narg('attention')
where id = @id and attention is not distinct from sqlc.narg('was') and attention is distinct from sqlc.narg('attention');
