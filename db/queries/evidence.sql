-- Photos. The picture itself is in the blob store under the same id.

-- name: EvidenceAttach :execrows
-- Only photos that belong to no return yet, uploaded for this customer or by staff.
update evidence set return_id = @return_id
where id = any(@ids::text[]) and (return_id is null or return_id = @return_id)
    and (customer_id is null or customer_id = @customer_id);
