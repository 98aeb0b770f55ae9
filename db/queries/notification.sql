-- Messages that were intended in a step and are sent after it.

-- name: NotificationInsert :exec
insert into notifications (id, return_id, event_seq, kind, audience, recipient, language, data, created_at)
values (@id, @return_id, @event_seq, @kind, @audience, @recipient, @language, @data, @created_at);

-- name: NotificationsPending :many
select * from notifications where return_id = @return_id and done_at is null order by event_seq, id;

-- name: NotificationDone :exec
update notifications set done_at = @done_at, outcome = @outcome, attempts = attempts + 1, last_error = ''
where id = @id and done_at is null;

-- name: NotificationFailed :exec
update notifications set attempts = attempts + 1, last_error = @last_error where id = @id and done_at is null;

-- name: UserEmailsByRole :many
select email from users where role = @role and email <> '' and disabled_at is null order by email;

-- name: NotificationsOfReturn :many
-- What one audience was told about a return, in order.
select * from notifications where return_id = @return_id and audience = @audience order by event_seq, id limit 200;
