-- The label that a carrier gave with a booking. It is kept where photos are.

-- +goose Up

alter table shipments
    add column label_key text not null default '',
    add column label_type text not null default '' check (label_type in ('', 'image/png', 'application/pdf')),
    add constraint label_has_a_type check ((label_key = '') = (label_type = ''));

-- +goose Down

alter table shipments drop column label_key, drop column label_type;
