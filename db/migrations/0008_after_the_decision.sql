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

create table feedback (
    return_id text primary key references returns,
    rating    int not null check (rating between 1 and 5),
    comment   text not null default '',
    given_by  text not null,
    given_at  timestamptz not null
);

-- A complaint about a return; its state is returns.dispute.
create table disputes (
    return_id     text primary key references returns,
    complaint     text not null check (complaint <> ''),
    opened_at     timestamptz not null,
    answer        text not null default '',
    answered_at   timestamptz,
    outcome       text not null default '',
    decided_by    jsonb,
    decided_at    timestamptz,
    wait_for      text,
    wait_since    timestamptz,
    wait_deadline timestamptz,
    wait_then     text,
    wait_passed   int not null default 0,
    constraint answer_has_a_time check ((answer = '') = (answered_at is null)),
    constraint open_complaints_wait check ((decided_at is null) = (wait_for is not null)),
    constraint decisions_have_somebody check ((decided_at is null) = (decided_by is null))
);
create index disputes_by_opened on disputes (opened_at desc, return_id desc);

-- +goose Down
drop table disputes, feedback;
drop index returns_by_assignee;
alter table returns drop constraint assignment_is_whole, drop column claim_until, drop column assigned_at, drop column assignee_name;
