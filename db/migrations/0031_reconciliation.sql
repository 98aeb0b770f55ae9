-- Refunds are looked up by what the bank calls them, in any case of letters, and by
-- when they were paid.

-- +goose Up
create index refund_parts_by_reference on refund_parts (lower(reference)) where reference <> '';
create index refund_tasks_paid on refund_tasks (updated_at, id) where state in ('submitted', 'manual_payout', 'settled');

-- +goose Down
drop index refund_tasks_paid, refund_parts_by_reference;
