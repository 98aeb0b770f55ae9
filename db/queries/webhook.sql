-- Outgoing webhooks: subscriptions, messages, deliveries and their tries.

-- name: WebhookSubscriptionInsert :exec
insert into webhook_subscriptions (id, url, description, kinds, secret, created_by, created_at, listening_since)
values (@id, @url, @description, @kinds, @secret, @created_by, @created_at, @created_at);

-- name: WebhookSubscriptionLock :one
-- No event of the meantime can miss what is changed about it: see WebhookMessageInsert.
select * from webhook_subscriptions where id = @id for update;

-- name: WebhookSubscriptionGet :one
select * from webhook_subscriptions where id = @id;

-- name: WebhookSubscriptionCount :one
select count(*) from webhook_subscriptions;

-- name: WebhookSubscriptionPage :many
select * from webhook_subscriptions
where id > @after
order by id
limit @most;

-- name: WebhookSubscriptionUpdate :exec
update webhook_subscriptions set url = @url, description = @description, kinds = @kinds,
    listening_since = @listening_since, failing_since = @failing_since,
    disabled_at = @disabled_at, disabled_why = @disabled_why, announced_at = @announced_at
where id = @id;

-- name: WebhookSecretReplace :exec
update webhook_subscriptions set secret = @secret, former_secret = @former_secret, former_until = @former_until where id = @id;

-- name: WebhookSubscriptionDelete :exec
delete from webhook_subscriptions where id = @id;

-- name: WebhookEventMessage :exec
-- A message of a return's event, for whoever listens, and nothing at all when
-- nobody does.
with listening as (
    select id from webhook_subscriptions
    where disabled_at is null and kinds @> array[@kind::text]
    for key share
), message as (
    insert into webhook_messages (id, kind, return_id, event_seq, body, created_at)
    select @id, @kind, @return_id, @event_seq, @body, @created_at where exists (select from listening)
    returning id, created_at
)
insert into webhook_deliveries (message_id, subscription_id, next_at, created_at)
select message.id, listening.id, message.created_at, message.created_at from message, listening;

-- name: WebhookPing :execrows
-- A message of no event to one subscription, whatever it listens to; once for each id.
with message as (
    insert into webhook_messages (id, kind, body, created_at) values (@id, @kind, @body, @created_at)
    on conflict do nothing
    returning id, created_at
)
insert into webhook_deliveries (message_id, subscription_id, next_at, created_at)
select id, @subscription_id, created_at, created_at from message;

-- name: WebhookSubscriptionsDue :many
-- Whose messages wait to be sent now.
select s.id from webhook_subscriptions s
where s.disabled_at is null and exists (
    select from webhook_deliveries d where d.subscription_id = s.id and d.state = 'pending' and d.next_at <= @now)
order by s.id;

-- name: WebhookDeliveriesClaim :many
-- Some of one subscription's messages, the oldest first. Until the lease is over
-- no other worker takes them; after it anybody does, for whoever took them is gone.
with due as (
    select d.message_id from webhook_deliveries d
    where d.subscription_id = @subscription_id and d.state = 'pending' and d.next_at <= @now
    order by d.next_at, d.message_id
    limit @most
    for update skip locked
)
update webhook_deliveries d set next_at = @lease_until, attempts = d.attempts + 1
from due, webhook_messages m
where d.subscription_id = @subscription_id and d.message_id = due.message_id and m.id = d.message_id
returning d.message_id, d.attempts, m.body;

-- name: WebhookDeliveryDone :execrows
-- How a try ended. One that ended after its lease says nothing about the next.
update webhook_deliveries set state = @state, next_at = @next_at, answer_code = @answer_code, trouble = @trouble,
    took_ms = @took_ms, tried_at = @tried_at
where message_id = @message_id and subscription_id = @subscription_id and attempts = @attempts and state = 'pending';

-- name: WebhookAttemptInsert :exec
insert into webhook_attempts (message_id, subscription_id, at, answer_code, trouble, took_ms)
values (@message_id, @subscription_id, @at, @answer_code, @trouble, @took_ms);

-- name: WebhookSucceeded :exec
update webhook_subscriptions set failing_since = null where id = @id and failing_since is not null;

-- name: WebhookFailed :one
-- Notes a failure, and disables a subscription that is gone or has failed since before.
update webhook_subscriptions set
    failing_since = coalesce(failing_since, @now::timestamptz),
    disabled_at = case when @gone::bool or coalesce(failing_since, @now) <= @too_long::timestamptz then @now end,
    disabled_why = case when @gone then 'gone' when coalesce(failing_since, @now) <= @too_long then 'failing' end,
    announced_at = null
where id = @id and disabled_at is null
returning disabled_why;

-- name: WebhookUnannounced :many
select * from webhook_subscriptions
where disabled_at is not null and disabled_why <> 'by_hand' and announced_at is null
order by id;

-- name: WebhookAnnounced :exec
update webhook_subscriptions set announced_at = @announced_at where id = @id;

-- name: WebhookDeliveryPage :many
-- Newest first.
select d.message_id, d.state, d.attempts, d.next_at, d.answer_code, d.trouble, d.took_ms, d.tried_at, d.created_at,
    m.kind, m.return_id
from webhook_deliveries d join webhook_messages m on m.id = d.message_id
where d.subscription_id = @subscription_id
    and (sqlc.narg('state')::text is null or d.state = sqlc.narg('state'))
    and (sqlc.narg('after_at')::timestamptz is null or (d.created_at, d.message_id) < (sqlc.narg('after_at'), sqlc.narg('after_id')::text))
order by d.created_at desc, d.message_id desc
limit @most;

-- name: WebhookDeliveryGet :one
select d.message_id, d.state, d.attempts, d.next_at, d.answer_code, d.trouble, d.took_ms, d.tried_at, d.created_at,
    m.kind, m.return_id, m.body
from webhook_deliveries d join webhook_messages m on m.id = d.message_id
where d.subscription_id = @subscription_id and d.message_id = @message_id;

-- name: WebhookAttempts :many
-- The last tries of one delivery, newest first.
select at, answer_code, trouble, took_ms from webhook_attempts
where message_id = @message_id and subscription_id = @subscription_id
order by at desc
limit 100;

-- name: WebhookRedeliver :execrows
-- Sends it again, with all its tries before it; one that waits goes at once.
update webhook_deliveries set state = 'pending', next_at = @now, attempts = 0
where message_id = @message_id and subscription_id = @subscription_id;

-- name: WebhookMessagesForget :execrows
-- Messages that are old and wait for nobody, a thousand at a time.
with old as (
    select m.id from webhook_messages m
    where m.created_at < @before
        and not exists (select from webhook_deliveries d where d.message_id = m.id and d.state = 'pending')
    order by m.created_at
    limit 1000
), gone as (
    delete from webhook_deliveries d using old where d.message_id = old.id
    returning d.message_id
)
delete from webhook_messages m using old
where m.id = old.id and (select count(*) from gone) >= 0;
