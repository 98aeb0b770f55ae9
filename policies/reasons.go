package policies

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/text/language"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/forms"
	"backhaul/returns"
)

// Reason is a reason as people see and write it.
type Reason struct {
	Code    string `json:"code"`
	LabelEn string `json:"label_en"`
	LabelZh string `json:"label_zh"`
	// Labels are those in further languages, by BCP 47 tag.
	Labels map[string]string `json:"labels"`
	// ByCustomer tells whose doing it is, who then pays for the way back unless
	// the policy says otherwise.
	ByCustomer bool `json:"by_customer"`
	// Categories are those of the goods it is for; none for all goods.
	Categories []string `json:"categories"`
	Active     bool     `json:"active"`
	Position   int      `json:"position"`
	// Fields is the form for what else to ask for, as JSON Schema; null for none.
	Fields json.RawMessage `json:"fields"`
}

// UnmarshalJSON reads a reason; one that does not say so can be chosen.
func (r *Reason) UnmarshalJSON(text []byte) error {
	type plain Reason
	read := plain{Active: true}
	if err := json.Unmarshal(text, &read); err != nil {
		return err
	}
	*r = Reason(read)
	return nil
}

// Reasons reads the reasons in the order to show them, those that can be chosen
// or all.
func Reasons(ctx context.Context, conn sqlc.DBTX, all bool) ([]Reason, error) {
	read := db.Queries.ReasonsActive
	if all {
		read = db.Queries.ReasonsAll
	}
	rows, err := read(ctx, conn)
	if err != nil {
		return nil, err
	}
	reasons := make([]Reason, len(rows))
	for i, row := range rows {
		reasons[i] = Reason{
			Code: row.Code, LabelEn: row.LabelEn, LabelZh: row.LabelZh, ByCustomer: row.ByCustomer,
			Categories: row.Categories, Active: row.Active, Position: row.Position, Fields: row.Fields,
		}
		if err := json.Unmarshal(row.Labels, &reasons[i].Labels); err != nil {
			return nil, fmt.Errorf("the labels of the reason %s cannot be read: %w", row.Code, err)
		}
		if len(row.Fields) == 0 {
			reasons[i].Fields = json.RawMessage("null")
		}
	}
	return reasons, nil
}

// PutReasons makes the list the shop's reasons, in its order. What it leaves out
// can no longer be chosen, but stays for the returns and policies that have it.
func PutReasons(ctx context.Context, pool *pgxpool.Pool, list []Reason, by audit.Who, now time.Time) error {
	return db.InTx(ctx, pool, func(tx pgx.Tx) error { return putReasons(ctx, tx, list, by, now) })
}

func putReasons(ctx context.Context, tx pgx.Tx, list []Reason, by audit.Who, now time.Time) error {
	if err := checkReasons(list); err != nil {
		return err
	}
	codes := make([]string, len(list))
	for i, reason := range list {
		codes[i] = reason.Code
		labels, err := json.Marshal(nonNil(reason.Labels))
		if err != nil {
			return err
		}
		if err := db.Queries.ReasonUpsert(ctx, tx, sqlc.ReasonUpsertParams{
			Code: reason.Code, LabelEn: reason.LabelEn, LabelZh: reason.LabelZh, Labels: labels,
			ByCustomer: reason.ByCustomer, Categories: append([]string{}, reason.Categories...), Active: reason.Active, Position: i + 1, Fields: form(reason),
			UpdatedBy: by.Actor.ID, UpdatedAt: now,
		}); err != nil {
			return err
		}
	}
	if err := db.Queries.ReasonsDeactivateExcept(ctx, tx, sqlc.ReasonsDeactivateExceptParams{Codes: codes, UpdatedBy: by.Actor.ID, UpdatedAt: now}); err != nil {
		return err
	}
	return audit.Append(ctx, tx, audit.Entry{Kind: audit.ReasonsChanged, Who: by, Data: map[string]any{"reasons": list}, At: now})
}

func checkReasons(list []Reason) error {
	seen, active := map[string]bool{}, false
	for i, reason := range list {
		field := fmt.Sprintf("items[%d].", i)
		if seen[reason.Code] {
			return returns.RefuseField(field+"code", "duplicate", "the reason %s stands in the list twice", strconv.Quote(reason.Code))
		}
		seen[reason.Code] = true
		active = active || reason.Active
		if err := reason.check(field); err != nil {
			return err
		}
	}
	if !active {
		return returns.RefuseField("items", "required", "at least one reason must be active, or nobody can ask for a return")
	}
	return nil
}

// check refuses labels that cannot be and a form that cannot be held against; at
// is where the reason stands.
func (r Reason) check(at string) error {
	for _, tag := range slices.Sorted(maps.Keys(r.Labels)) {
		if parsed, err := language.Parse(tag); err != nil || parsed.String() != tag {
			return returns.RefuseField(at+"labels."+tag, "unknown_language", "%s is not a language tag such as de or pt-BR", strconv.Quote(tag))
		}
		if tag == "en" || tag == "zh-CN" {
			return returns.RefuseField(at+"labels."+tag, "not_allowed", "the labels in English and Chinese are label_en and label_zh")
		}
	}
	if text := form(r); text != nil {
		if _, err := forms.Compile(at+"fields", text); err != nil {
			return err
		}
	}
	return nil
}

// form is the schema, or nil for none.
func form(reason Reason) json.RawMessage {
	if len(reason.Fields) == 0 || string(reason.Fields) == "null" {
		return nil
	}
	return reason.Fields
}

func nonNil(labels map[string]string) map[string]string {
	if labels == nil {
		return map[string]string{}
	}
	return labels
}
