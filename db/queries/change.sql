-- What changed, as GET /v1/events tells it.

-- name: ChangesByID :many
select * from changes where id = any(@ids::bigint[]) order by id;

-- name: ChangeLast :one
select coalesce(max(id), 0)::bigint as last_id from changes;

-- name: ChangesSince :many
-- What may have been missed since a change was seen. Changes become visible in
-- the order of commits and not of ids, so everything counts whose transaction
-- began up to a minute before: longer than one may last.
select c.* from changes c, changes seen
where seen.id = @seen_id and c.at > seen.at - interval '1 minute' and c.id <> seen.id
order by c.id limit @most;

-- name: ChangeKnown :one
select exists (select from changes where id = @id);

-- name: ChangesForget :execrows
delete from changes where at < @before;
