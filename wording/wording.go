// Package wording keeps a shop's own words for the mails of returns, and shows
// how a mail reads with them; and the sentences that reviewers write again and again.
//
// Every mail comes with words of its own in each language (integrations/notify).
// What a shop says instead is a row, used from the next mail on; a mail that is
// sent again later reads as the words then are. It may import audit, db, returns
// and integrations/notify. Start at [Texts].
package wording

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/integrations/notify"
	"backhaul/returns"
)

// Words are a subject and a body with placeholders.
type Words = notify.Words

// Placeholders returns what words may name between {{ and }}.
func Placeholders() []string { return notify.Placeholders() }

// Text is what one kind of mail says in one language.
type Text struct {
	Kind     string
	Language string
	// Staff: its readers are the shop's own people.
	Staff bool
	// Words are the shop's own, or those it comes with.
	Words
	// ChangedBy and ChangedAt are empty while they are those it comes with.
	ChangedBy string
	ChangedAt time.Time
}

// Own reports whether the words are the shop's own.
func (t Text) Own() bool { return t.ChangedBy != "" }

// Mail is how a text reads with a made-up return.
type Mail struct{ HTML, Subject, Text string }

// Texts returns every kind in every language.
func Texts(ctx context.Context, conn sqlc.DBTX) ([]Text, error) {
	rows, err := db.Queries.MessageWordsAll(ctx, conn)
	if err != nil {
		return nil, err
	}
	var texts []Text
	for _, kind := range notify.Templates() {
		for _, language := range notify.Languages() {
			text, err := comesWith(string(kind), language)
			if err != nil {
				return nil, err
			}
			for _, row := range rows {
				if row.Kind == text.Kind && row.Language == language {
					text = text.saying(row)
				}
			}
			texts = append(texts, text)
		}
	}
	return texts, nil
}

// Get returns one text.
func Get(ctx context.Context, conn sqlc.DBTX, kind, language string) (Text, error) {
	text, err := comesWith(kind, language)
	if err != nil {
		return Text{}, err
	}
	row, err := db.Queries.MessageWordsGet(ctx, conn, kind, language)
	if db.NotFound(err) {
		return text, nil
	}
	return text.saying(row), err
}

func comesWith(kind, language string) (Text, error) {
	if !slices.Contains(notify.Templates(), notify.Template(kind)) || !slices.Contains(notify.Languages(), language) {
		return Text{}, returns.Refuse(returns.CodeNotFound, "there is no mail %s in the language %s", strconv.Quote(kind), strconv.Quote(language))
	}
	words, err := notify.Draft(notify.Template(kind), language)
	return Text{Kind: kind, Language: language, Staff: notify.Template(kind).ForStaff(), Words: words}, err
}

func (t Text) saying(row sqlc.MessageWord) Text {
	t.Words = notify.Words{Subject: row.Subject, Body: row.Body}
	t.ChangedBy, t.ChangedAt = row.ChangedBy, row.ChangedAt
	return t
}

// Preview writes the mail with a made-up return: in the words given, which it
// refuses as [Put] would, or in those that the text has.
func (t Text) Preview(words *Words) (Mail, error) {
	if words == nil && t.Own() {
		words = &t.Words
	}
	if words != nil {
		if err := words.Check(); err != nil {
			return Mail{}, err
		}
	}
	data := notify.Sample(t.Language)
	data.ShopName = map[string]string{"en": "Example Shop", "zh-CN": "示例商店"}[t.Language]
	subject, text, html, err := notify.RenderWith(words, notify.Template(t.Kind), t.Language, data)
	return Mail{HTML: html, Subject: subject, Text: text}, err
}

// Put gives a mail the shop's own words. The same words again change nothing.
func Put(ctx context.Context, pool *pgxpool.Pool, who audit.Who, now time.Time, kind, language string, words Words) error {
	if _, err := comesWith(kind, language); err != nil {
		return err
	}
	if err := words.Check(); err != nil {
		return err
	}
	return db.InTx(ctx, pool, func(tx pgx.Tx) error {
		changed, err := db.Queries.MessageWordsPut(ctx, tx, sqlc.MessageWordsPutParams{
			Kind: kind, Language: language, Subject: words.Subject, Body: words.Body, ChangedBy: who.Actor.ID, ChangedAt: now,
		})
		if err != nil || changed == 0 {
			return err
		}
		return audit.Append(ctx, tx, audit.Entry{Kind: audit.WordsChanged, Who: who, Subject: kind + "/" + language, Data: words, At: now})
	})
}

// Remove lets a mail say again what it comes with. One that does already stays so.
func Remove(ctx context.Context, pool *pgxpool.Pool, who audit.Who, now time.Time, kind, language string) error {
	if _, err := comesWith(kind, language); err != nil {
		return err
	}
	return db.InTx(ctx, pool, func(tx pgx.Tx) error {
		removed, err := db.Queries.MessageWordsDelete(ctx, tx, kind, language)
		if err != nil || removed == 0 {
			return err
		}
		return audit.Append(ctx, tx, audit.Entry{Kind: audit.WordsRemoved, Who: who, Subject: kind + "/" + language, Data: map[string]any{}, At: now})
	})
}
