-- The audit trail of a return.

-- name: EventLast :one
select seq, hash from return_events where return_id = @return_id order by seq desc limit 1;

-- name: EventByDecision :one
select * from return_events where return_id = @return_id and decision_id = @decision_id;

-- name: EventInsert :exec
insert into return_events (return_id, seq, action, decision_id, actor_id, actor_role, actor_name,
    status_from, status_to, data, refused, origin, at, hash)
values (@return_id, @seq, @action, @decision_id, @actor_id, @actor_role, @actor_name,
    @status_from, @status_to, @data, @refused, @origin, @at, @hash);

-- name: EventThatMoved :one
-- The last decision that moved the return, for whoever came too late. A person's
-- counts before what the service did in its wake.
select * from return_events
where return_id = @return_id and refused = '' and status_from <> status_to
order by (actor_role <> 'system') desc, seq desc
limit 1;
