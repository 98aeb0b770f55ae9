-- Orders as they come in, written by package orders.

-- name: OrderInsertIfAbsent :execrows
insert into orders (order_number, customer_id, customer_name, customer_email, customer_phone, customer_country,
    customer_language, currency, ordered_at, shipped_at, delivered_at, shipping_paid, discount_minimum)
values (@order_number, @customer_id, @customer_name, @customer_email, @customer_phone, @customer_country,
    @customer_language, @currency, @ordered_at, @shipped_at, @delivered_at, @shipping_paid, @discount_minimum)
on conflict do nothing;

-- name: OrderLinesUpsertMany :exec
-- One statement whatever the number of lines.
insert into order_lines (order_number, line_no, sku, description, category, quantity, shipped_quantity, unit_price, goods, tax, tax_included,
    order_discount)
select @order_number, unnest(@line_nos::int[]), unnest(@skus::text[]), unnest(@descriptions::text[]),
    unnest(@categories::text[]), unnest(@quantities::int[]), nullif(unnest(@shipped::int[]), -1), unnest(@unit_prices::text[]), unnest(@goods::bigint[]),
    unnest(@taxes::bigint[]), unnest(@taxes_included::boolean[]), unnest(@order_discounts::bigint[])
on conflict (order_number, line_no) do update set
    sku = excluded.sku, description = excluded.description, category = excluded.category,
    quantity = excluded.quantity, shipped_quantity = excluded.shipped_quantity, unit_price = excluded.unit_price,
    goods = excluded.goods, tax = excluded.tax, tax_included = excluded.tax_included,
    order_discount = excluded.order_discount;

-- name: OrdersOfMany :many
select * from orders where order_number = any(@order_numbers::text[]);

-- name: OrderPaymentsStoredOfMany :many
select p.*, exists (
    select from refund_parts rp where rp.order_number = p.order_number and rp.payment_seq = p.seq
)::boolean as in_use
from payments p where p.order_number = any(@order_numbers::text[]) order by p.order_number, p.seq;
