-- What package verify asks about the parts of refunds.

-- name: VerifyParts :many
-- A refund is the sum of its parts, in money and in goods, and stands where
-- those of them that are paid in money say. Only of what a provider may have paid
-- can its answer be missing.
with parts as (
    select task_id, sum(amount) as amount, sum(exchanged) as exchanged,
        count(*) filter (where state <> 'settled') as unsettled,
        count(*) filter (where amount > exchanged) as paid,
        count(*) filter (where amount > exchanged and state = 'planned') as planned,
        count(*) filter (where amount > exchanged and state = 'submitted') as submitted,
        count(*) filter (where amount > exchanged and state = 'settled') as settled,
        count(*) filter (where amount > exchanged and state = 'failed') as failed,
        count(*) filter (where unanswered_since is not null
            and not ((state = 'submitted' and not by_hand) or (state = 'settled' and by_hand))) as odd_questions
    from refund_parts group by task_id
), violation as materialized (
    select t.id, t.currency, t.state, t.amount, coalesce(p.amount, 0)::bigint as parts,
        (t.amount <> coalesce(p.amount, 0) or t.exchanged <> coalesce(p.exchanged, 0))::boolean as odd_sum,
        (coalesce(p.odd_questions, 0) > 0)::boolean as odd_questions
    from refund_tasks t
    left join parts p on p.task_id = t.id
    where t.amount <> coalesce(p.amount, 0) or t.exchanged <> coalesce(p.exchanged, 0)
        or p.odd_questions > 0
        or (p.task_id is not null and not case t.state
            when 'awaiting_finance' then p.planned = p.paid
            when 'rejected' then p.planned = p.paid
            when 'submitted' then p.submitted > 0 and p.planned = 0
            when 'settled' then p.unsettled = 0
            when 'manual_payout' then p.settled > 0 and p.failed > 0 and p.settled + p.failed = p.paid
            else p.failed = p.paid end)
)
select count(*) over () as total, violation.* from violation
order by id
limit @most;

-- name: VerifyWebhooks :many
-- Events of which somebody who listens was not told. What happened in the minute
-- in which a subscription began may count either way; messages are kept for 30 days. Of
-- what is imported nobody is told.
select count(*) over () as total, e.return_id, e.seq, s.id as subscription_id
from webhook_subscriptions s
join return_events e on e.refused = '' and e.action <> 'import' and e.at > greatest(s.listening_since + interval '1 minute', now() - interval '29 days')
    and s.kinds @> array[case when e.status_from <> e.status_to then 'return.' || e.status_to else 'return.updated' end]
where s.disabled_at is null and not exists (
    select from webhook_messages m join webhook_deliveries d on d.message_id = m.id
    where m.return_id = e.return_id and m.event_seq = e.seq and d.subscription_id = s.id)
order by e.return_id, e.seq, s.id
limit @most;
