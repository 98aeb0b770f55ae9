-- What waits for a role, of all statuses and of each, in the order in which it came:
-- the bell leads there.

-- +goose Up
create index returns_by_wait_for on returns (wait_for, opened_at, id) where wait_for is not null;
create index returns_by_wait_for_status on returns (wait_for, status, opened_at, id) where wait_for is not null;

-- +goose Down
drop index returns_by_wait_for, returns_by_wait_for_status;
