-- Guesses at passwords and contacts that have failed.

-- name: GuessCount :one
-- Counts a guess before it is tried and holds its row, so that parallel guesses
-- take turns. What was quiet for long begins anew. blocked_until is as it was: long ago
-- unless there is a delay, since of calls that come together one may look at an older clock.
insert into failed_guesses as g (subject, failures, last_at, blocked_until) values (@subject, 1, @at::timestamptz, 'epoch')
on conflict (subject) do update set
    failures = case when g.last_at < @forgiven::timestamptz then 1 else g.failures + 1 end, last_at = @at
returning failures, blocked_until;

-- name: GuessBlock :exec
update failed_guesses set blocked_until = @until where subject = @subject;

-- name: GuessForgive :exec
delete from failed_guesses where subject = @subject;

-- name: GuessTakeBack :exec
-- A right one is not held against others who guess at the same time.
update failed_guesses set failures = failures - 1, blocked_until = 'epoch' where subject = @subject and failures > 1;

-- name: GuessesForget :execrows
delete from failed_guesses where last_at < @before::timestamptz and blocked_until < @before;
