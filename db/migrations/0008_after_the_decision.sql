-- Reviewers claim returns; customers rate, and complain.

-- +goose Up

-- Whose hands a return is in. The column assignee is there already; until
-- claim_until nobody else decides.
alter table returns
    add column assignee_name text not null default '',
    add column assigned_at timestamptz,
    add column claim_until timestamptz,
    add constraint assignment_is_whole check (
        (assignee = '') = (assigned_at is null) and (assignee = '') = (claim_until is null));
create index returns_by_assignee on returns (assignee, opened_at desc, id desc);

-- +goose Down
drop index returns_by_assignee;
alter table returns drop constraint assignment_is_whole, drop column claim_until, drop column assigned_at, drop column assignee_name;
