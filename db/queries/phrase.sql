-- Sentences that reviewers write again and again.

-- name: PhrasesAll :many
select * from phrases order by position;

-- name: PhrasesLock :exec
lock table phrases in share row exclusive mode;

-- name: PhrasesDelete :exec
delete from phrases;

-- name: PhraseInsert :exec
insert into phrases (position, decision, text_en, text_zh) values (@position, @decision, @text_en, @text_zh);
