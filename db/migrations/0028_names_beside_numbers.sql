-- Lists of returns show whose order it was. The order's number leads to the name in
-- one index now, without a read of the order itself, which lies anywhere on the disk.

-- +goose Up
drop index orders_by_number_prefix;
create index orders_by_number_prefix on orders (order_number text_pattern_ops) include (customer_name);

-- +goose Down
drop index orders_by_number_prefix;
create index orders_by_number_prefix on orders (order_number text_pattern_ops);
