-- What is said after the decision: complaints and ratings.

-- name: DisputeGet :one
select * from disputes where return_id = @return_id;

-- name: DisputeUpsert :exec
insert into disputes (return_id, complaint, opened_at, answer, answered_at, outcome, decided_by, decided_at,
    wait_for, wait_since, wait_deadline, wait_then, wait_passed)
values (@return_id, @complaint, @opened_at, @answer, @answered_at, @outcome, @decided_by, @decided_at,
    @wait_for, @wait_since, @wait_deadline, @wait_then, @wait_passed)
on conflict (return_id) do update set
    complaint = excluded.complaint, answer = excluded.answer, answered_at = excluded.answered_at, outcome = excluded.outcome,
    decided_by = excluded.decided_by, decided_at = excluded.decided_at, wait_for = excluded.wait_for,
    wait_since = excluded.wait_since, wait_deadline = excluded.wait_deadline, wait_then = excluded.wait_then,
    wait_passed = excluded.wait_passed;

-- name: FeedbackUpsert :exec
insert into feedback (return_id, rating, comment, given_by, given_at)
values (@return_id, @rating, @comment, @given_by, @given_at)
on conflict (return_id) do update set
    rating = excluded.rating, comment = excluded.comment, given_by = excluded.given_by, given_at = excluded.given_at;

-- name: EventArrival :one
-- When the return last came into one of the statuses.
select at from return_events
where return_id = @return_id and refused = '' and status_from <> status_to and status_to = any(@statuses::text[])
order by seq desc
limit 1;

-- name: DisputePage :many
select sqlc.embed(d), r.rma_number, r.status, r.dispute as state, r.customer_id, o.customer_name, r.order_number
from disputes d
join returns r on r.id = d.return_id
join orders o on o.order_number = r.order_number
where (cardinality(@states::text[]) = 0 or r.dispute = any(@states::text[]))
    and (sqlc.narg('after_at')::timestamptz is null
        or (d.opened_at, d.return_id) < (sqlc.narg('after_at'), sqlc.narg('after_id')::text))
order by d.opened_at desc, d.return_id desc
limit @most;

-- name: DisputesOfMany :many
select * from disputes where return_id = any(@return_ids::text[]);

-- name: FeedbackOfMany :many
select * from feedback where return_id = any(@return_ids::text[]);

-- name: VerifyDisputes :many
-- A complaint's row and the return's track tell the same: one is there when the
-- other says so, answered when answered, decided when decided.
select count(*) over () as total, r.id as return_id, r.dispute, (d.return_id is not null)::boolean as recorded,
    d.answered_at, d.decided_at, coalesce(d.wait_for, '')::text as wait_for,
    coalesce(d.wait_deadline < now() - make_interval(secs => @seconds::float), false)::boolean as overdue
from returns r
left join disputes d on d.return_id = r.id
where (r.dispute = 'none') <> (d.return_id is null)
    or (r.dispute in ('upheld', 'dismissed')) <> (d.decided_at is not null)
    or (r.dispute = 'answered' and d.answered_at is null)
    or d.wait_deadline < now() - make_interval(secs => @seconds::float)
order by r.id
limit @most;
