package wording

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
)

// Phrase is a sentence that reviewers write again and again to customers.
type Phrase struct {
	// Decision is the one it is offered with: reject or request_info.
	Decision string `json:"decision"`
	TextEn   string `json:"text_en"`
	TextZh   string `json:"text_zh"`
}

// Phrases returns them in the order to offer them.
func Phrases(ctx context.Context, conn sqlc.DBTX) ([]Phrase, error) {
	rows, err := db.Queries.PhrasesAll(ctx, conn)
	phrases := make([]Phrase, len(rows))
	for i, row := range rows {
		phrases[i] = Phrase{Decision: row.Decision, TextEn: row.TextEn, TextZh: row.TextZh}
	}
	return phrases, err
}

// PutPhrases makes a list the shop's phrases. The same list again changes nothing.
func PutPhrases(ctx context.Context, pool *pgxpool.Pool, who audit.Who, now time.Time, phrases []Phrase) error {
	return db.InTx(ctx, pool, func(tx pgx.Tx) error {
		if err := db.Queries.PhrasesLock(ctx, tx); err != nil {
			return err
		}
		before, err := Phrases(ctx, tx)
		if err != nil || slices.Equal(before, phrases) {
			return err
		}
		if err := db.Queries.PhrasesDelete(ctx, tx); err != nil {
			return err
		}
		for position, phrase := range phrases {
			if err := db.Queries.PhraseInsert(ctx, tx, sqlc.PhraseInsertParams{
				Position: position, Decision: phrase.Decision, TextEn: phrase.TextEn, TextZh: phrase.TextZh,
			}); err != nil {
				return err
			}
		}
		return audit.Append(ctx, tx, audit.Entry{Kind: audit.PhrasesChanged, Who: who, Data: map[string]any{"before": before, "after": phrases}, At: now})
	})
}
