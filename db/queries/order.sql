-- Orders, their lines and their payments.

-- name: OrderGet :one
select * from orders where order_number = @order_number;

-- name: OrderLock :one
-- Taken before the lines, so that two writers of one order never deadlock.
select * from orders where order_number = @order_number for update;

-- name: OrderLinesGet :many
select * from order_lines where order_number = @order_number order by line_no;

-- name: OrderUpsert :exec
insert into orders (order_number, customer_id, customer_name, customer_email, customer_phone, customer_country,
    customer_language, currency, ordered_at, shipped_at, delivered_at, shipping_paid, discount_minimum)
values (@order_number, @customer_id, @customer_name, @customer_email, @customer_phone, @customer_country,
    @customer_language, @currency, @ordered_at, @shipped_at, @delivered_at, @shipping_paid, @discount_minimum)
on conflict (order_number) do update set
    customer_id = excluded.customer_id, customer_name = excluded.customer_name,
    customer_email = excluded.customer_email, customer_phone = excluded.customer_phone,
    customer_country = excluded.customer_country, customer_language = excluded.customer_language,
    currency = excluded.currency, ordered_at = excluded.ordered_at,
    shipped_at = excluded.shipped_at, delivered_at = excluded.delivered_at,
    shipping_paid = excluded.shipping_paid, discount_minimum = excluded.discount_minimum, updated_at = now();

-- name: OrderLinesDeleteExcept :exec
delete from order_lines where order_number = @order_number and not line_no = any(@line_nos::int[]);

-- name: OrderPaymentUpsert :exec
insert into payments (order_number, seq, provider, method, reference, captured)
values (@order_number, @seq, @provider, @method, @reference, @captured)
on conflict (order_number, seq) do update set
    provider = excluded.provider, method = excluded.method, reference = excluded.reference, captured = excluded.captured;

-- name: OrderPaymentsStored :many
-- A payment is in use once a refund, of whatever fate, was to go back to it.
select p.*, exists (
    select from refund_parts rp where rp.order_number = p.order_number and rp.payment_seq = p.seq
)::boolean as in_use
from payments p where p.order_number = @order_number order by p.seq;

-- name: OrderPaymentsDeleteAfter :exec
delete from payments where order_number = @order_number and seq > @last_seq;

-- name: OrderLineHold :exec
-- Constraints of the table refuse what the line does not have.
update order_lines set
    reserved = reserved + @reserved, returned = returned + @returned,
    refunded_units = refunded_units + @refunded_units,
    refunded_goods = refunded_goods + @refunded_goods, refunded_tax = refunded_tax + @refunded_tax
where order_number = @order_number and line_no = @line_no;

-- name: OrderPaymentHold :exec
-- The amount counts as refunded from the moment it may be on its way.
update payments set refunded = refunded + @amount where order_number = @order_number and seq = @seq;

-- name: OrderHold :exec
-- What refunds give back of the shipping, and withhold of the order's discount.
update orders set shipping_refunded = shipping_refunded + @shipping, discount_withheld = discount_withheld + @discount
where order_number = @order_number;
