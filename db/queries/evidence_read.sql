-- Photos as they are uploaded and shown.

-- name: EvidenceInsert :exec
insert into evidence (id, content_type, size, sha256, width, height, uploaded_by, customer_id, created_at)
values (@id, @content_type, @size, @sha256, @width, @height, @uploaded_by, @customer_id, @created_at)
on conflict (id) do nothing;

-- name: EvidenceFind :one
-- With the customer of its return, who may see it too.
select sqlc.embed(e), r.customer_id as return_customer_id
from evidence e
left join returns r on r.id = e.return_id
where e.id = @id;
