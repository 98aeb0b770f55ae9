-- PostgreSQL keeps no statistics of what a partial index computes. It took each of a
-- thousand references for many refunds, and read all refunds to find them.

-- +goose Up
drop index refund_parts_by_reference;
create index refund_parts_by_reference on refund_parts (lower(reference));
analyze refund_parts;

-- +goose Down
drop index refund_parts_by_reference;
create index refund_parts_by_reference on refund_parts (lower(reference)) where reference <> '';
