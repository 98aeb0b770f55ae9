-- A shop's own words for mails.

-- name: MessageWordsAll :many
select * from message_words order by kind, language;

-- name: MessageWordsGet :one
select * from message_words where kind = @kind and language = @language;

-- name: MessageWordsPut :execrows
insert into message_words (kind, language, subject, body, changed_by, changed_at)
values (@kind, @language, @subject, @body, @changed_by, @changed_at)
on conflict (kind, language) do update
set subject = excluded.subject, body = excluded.body, changed_by = excluded.changed_by, changed_at = excluded.changed_at
where (message_words.subject, message_words.body) is distinct from (excluded.subject, excluded.body);

-- name: MessageWordsDelete :execrows
delete from message_words where kind = @kind and language = @language;
