-- How much waits for whom, for people who want to know what to begin with.

-- name: QueueCounts :many
-- Complaints, held goods and strays are few beside the returns, which returns_open counts.
select 'returns'::text as queue, r.status::text as status, r.wait_for::text as waits_for, count(*)::bigint as waiting,
    (count(*) filter (where r.wait_deadline < @now::timestamptz))::bigint as overdue, min(r.wait_since)::timestamptz as since
from returns r
where r.closed_at is null and r.wait_for = any(@roles::text[])
group by r.status, r.wait_for
union all
select 'complaints', '', d.wait_for, count(*), count(*) filter (where d.wait_deadline < @now::timestamptz), min(d.wait_since)
from disputes d
where d.decided_at is null and d.wait_for = any(@roles::text[])
group by d.wait_for
union all
select 'held_goods', '', h.wait_for, count(*), count(*) filter (where h.wait_deadline < @now::timestamptz), min(h.wait_since)
from held_goods h
where h.wait_for = any(@roles::text[])
group by h.wait_for
union all
select 'strays', '', 'reviewer', count(*), 0, min(s.at)
from return_strays s
where s.status = 'open' and 'reviewer' = any(@roles::text[])
having count(*) > 0
order by waiting desc, queue, status, waits_for;
