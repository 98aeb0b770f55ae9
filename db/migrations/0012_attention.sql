-- Why a person should look is a sentence with its values, so that each reader
-- gets it in their own language; null when all is well.

-- +goose Up
alter table returns alter column attention drop default, alter column attention drop not null;
-- A sentence without values is its own key to other languages.
alter table returns alter column attention type jsonb using case
    when attention = '' then null
    -- SendMessages takes back what it said itself, and knows it by its code.
    when attention like 'messages cannot be sent;%' then jsonb_build_object('code', 'mail_away', 'format', attention)
    when position('%' in attention) = 0 then jsonb_build_object('code', 'other', 'format', attention)
    else jsonb_build_object('code', 'other', 'format', '%s', 'args', jsonb_build_array(attention)) end;
alter table returns add constraint attention_is_a_sentence check (
    attention ->> 'code' <> '' and attention ->> 'format' <> '');

-- +goose Down
alter table returns drop constraint attention_is_a_sentence;
-- What the sentence's values were cannot be filled in here; the next step of the return says it again.
alter table returns alter column attention type text using coalesce(attention ->> 'format', '');
alter table returns alter column attention set default '', alter column attention set not null;
