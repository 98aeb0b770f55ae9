-- What a discount asked for, so that it can be taken back when the goods that
-- stay no longer reach it; and whom a store credit goes to that is a gift's.

-- +goose Up

alter table orders
    -- What the goods had to come to for the order's discount; 0 asks for nothing.
    add column discount_minimum bigint not null default 0 check (discount_minimum >= 0),
    -- What refunds in effect have taken back of the discount. Below zero for as long
    -- as a refund that took some has failed after a later one gave it back.
    add column discount_withheld bigint not null default 0;

alter table order_lines
    -- The line's part of the order's discount; goods is without it.
    add column order_discount bigint not null default 0 check (order_discount >= 0);

alter table returns
    -- The customer who gets the store credit; empty for the one who bought.
    add column credit_to text not null default ''
        constraint credit_to_with_store_credit check (credit_to = '' or refund_to = 'store_credit');

-- +goose Down
alter table returns drop column credit_to;
alter table order_lines drop column order_discount;
alter table orders drop column discount_withheld, drop column discount_minimum;
