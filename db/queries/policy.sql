-- Policies and reasons: the shop's rules as data.

-- name: PolicyActive :one
select * from policies where active;

-- name: PolicyGet :one
select * from policies where policy_id = @policy_id and version = @version;

-- name: ReasonsActive :many
select * from reasons where active order by position, code;
