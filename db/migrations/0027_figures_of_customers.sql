-- What the report of customers adds up, in an index of its own: a year of a large
-- shop is a million rows, and the table is twice as wide.

-- +goose Up
create index report_figures_of_customers on report_figures (period, key)
    include (sold_units, returns, requested_units, returned_units, rejected_by_policy, rejected_by_hand, missing, wrong_item, complaints)
    where dimension = 'customer';

-- +goose Down
drop index report_figures_of_customers;
