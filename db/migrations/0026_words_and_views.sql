-- What a shop and its people arrange for themselves: their own words for mails,
-- and lists that they look at again and again.

-- +goose Up

-- A shop's own words in place of those that a mail comes with; see notify.Words.
create table message_words (
    kind       text not null check (kind <> ''),
    language   text not null check (language in ('en', 'zh-CN')),
    subject    text not null check (subject <> ''),
    body       text not null check (body <> ''),
    changed_by text not null,
    changed_at timestamptz not null,
    primary key (kind, language)
);

-- A filter of a list, kept under a name.
create table saved_views (
    id         text primary key check (id ~ '^[0-9a-z_-]{1,64}$'),
    -- Which list: returns or review.
    page       text not null check (page in ('returns', 'review')),
    name       text not null check (name <> ''),
    -- The filter as it stands in the page's address.
    query      text not null,
    owner_id   text not null references users,
    -- Whether everybody sees it; only its owner and admins change it.
    shared     boolean not null default false,
    changed_at timestamptz not null
);
create index saved_views_by_owner on saved_views (owner_id);
create index saved_views_shared on saved_views (page) where shared;

-- +goose Down
drop table saved_views, message_words;
