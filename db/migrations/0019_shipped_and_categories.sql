-- How many units of a line were shipped, and for which goods a reason is offered.

-- +goose Up

alter table order_lines
    -- Null when the shop does not tell: then all units count as shipped.
    add column shipped_quantity int,
    add constraint shipped_within_bought check (shipped_quantity between 0 and quantity),
    add constraint returns_within_shipped check (reserved + returned <= coalesce(shipped_quantity, quantity));

alter table reasons
    -- The categories of goods the reason is for; none for goods of every category.
    add column categories text[] not null default '{}';

-- +goose Down
alter table reasons drop column categories;
alter table order_lines drop column shipped_quantity;
