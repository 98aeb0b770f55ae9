package policies

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/returns"
)

// ReasonChange is a reason to be added, or what is to be different about one that
// the shop has. What is not said stays as it is.
type ReasonChange struct {
	Code       string            `json:"code"`
	LabelEn    string            `json:"label_en"`
	LabelZh    string            `json:"label_zh"`
	Labels     map[string]string `json:"labels"`
	ByCustomer *bool             `json:"by_customer"`
	Categories []string          `json:"categories"`
	Active     *bool             `json:"active"`
	// Position is where it stands in the list, 1 for the first; a new one that does
	// not say comes last.
	Position *int `json:"position"`
	// Fields is the form, the JSON null for none.
	Fields json.RawMessage `json:"fields"`
}

// ReasonResult is what became of a change. Err is a refusal; the others count.
type ReasonResult struct {
	Created, Changed bool
	Err              error
}

// Bounds of reasons, as those of the API.
const (
	maxReasons    = 200
	maxLabel      = 100
	maxCategories = 50
	maxLabels     = 50
	maxFields     = 50
)

var codePattern = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

var errDry = errors.New("a dry run")

// ChangeReasons makes the changes that can be made, and says of each what became
// of it. Reasons that no change names stay. A dry run changes nothing.
func ChangeReasons(ctx context.Context, pool *pgxpool.Pool, changes []ReasonChange, by audit.Who, now time.Time, dry bool) ([]ReasonResult, error) {
	var results []ReasonResult
	err := db.InTx(ctx, pool, func(tx pgx.Tx) error {
		// Two who change the list at once must not undo each other's work.
		if _, err := tx.Exec(ctx, "lock table reasons in share row exclusive mode"); err != nil {
			return err
		}
		before, err := Reasons(ctx, tx, true)
		if err != nil {
			return err
		}
		var after []Reason
		after, results = merged(before, changes)
		if len(after) > maxReasons {
			return returns.Refuse(returns.CodeInvalid, "a shop has at most %s reasons, and these would be %s", maxReasons, len(after))
		}
		was := map[string]Reason{}
		for _, reason := range before {
			was[reason.Code] = reason
		}
		for i, change := range changes {
			at := slices.IndexFunc(after, func(r Reason) bool { return r.Code == change.Code })
			if results[i].Err == nil && !results[i].Created {
				results[i].Changed = !same(was[change.Code], after[at])
			}
		}
		if slices.EqualFunc(before, after, same) {
			return nil
		}
		if err := putReasons(ctx, tx, after, by, now); err != nil {
			return err
		}
		if dry {
			return errDry
		}
		return nil
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	return results, err
}

// merged is the list after the changes, numbered anew in its order.
func merged(before []Reason, changes []ReasonChange) ([]Reason, []ReasonResult) {
	after, results := slices.Clone(before), make([]ReasonResult, len(changes))
	for i, change := range changes {
		at := slices.IndexFunc(after, func(r Reason) bool { return r.Code == change.Code })
		reason := Reason{Code: change.Code, Active: true, Position: maxReasons + len(changes)}
		if at >= 0 {
			reason = after[at]
		}
		reason, err := change.apply(reason, at < 0)
		if err == nil {
			err = reason.check("")
		}
		switch {
		case err != nil:
			results[i].Err = err
		case at < 0:
			after, results[i].Created = append(after, reason), true
		default:
			after[at] = reason
		}
	}
	slices.SortStableFunc(after, func(a, b Reason) int { return a.Position - b.Position })
	for i := range after {
		after[i].Position = i + 1
	}
	return after, results
}

// apply changes the reason, and refuses what no reason may be.
func (c ReasonChange) apply(r Reason, fresh bool) (Reason, error) {
	if !codePattern.MatchString(c.Code) {
		return r, returns.RefuseField("code", "invalid", "%s is not the code of a reason; it begins with a small letter and has up to 40 small letters, digits and underscores", strconv.Quote(c.Code))
	}
	if fresh && c.ByCustomer == nil {
		return r, returns.RefuseField("by_customer", "required", "say whether %s is the customer's doing, who then pays for the way back", strconv.Quote(c.Code))
	}
	for field, label := range map[string]*string{"label_en": &c.LabelEn, "label_zh": &c.LabelZh} {
		if fresh && *label == "" {
			return r, returns.RefuseField(field, "required", "%s is missing", field)
		}
		if utf8.RuneCountInString(*label) > maxLabel {
			return r, returns.RefuseField(field, "too_long", "%s has more than %s characters", field, maxLabel)
		}
	}
	if c.LabelEn != "" {
		r.LabelEn = c.LabelEn
	}
	if c.LabelZh != "" {
		r.LabelZh = c.LabelZh
	}
	if c.ByCustomer != nil {
		r.ByCustomer = *c.ByCustomer
	}
	if c.Active != nil {
		r.Active = *c.Active
	}
	if c.Position != nil {
		r.Position = min(max(*c.Position, 0), maxReasons)
	}
	if c.Labels != nil {
		r.Labels = c.Labels
	}
	if c.Categories != nil {
		r.Categories = c.Categories
	}
	if c.Fields != nil {
		r.Fields = c.Fields
	}
	return r, r.bounds()
}

// bounds refuses more labels, categories and fields than the API would take.
func (r Reason) bounds() error {
	outside := func(text string) bool { return text == "" || utf8.RuneCountInString(text) > maxLabel }
	seen := map[string]bool{}
	for _, category := range r.Categories {
		if outside(category) || seen[category] {
			return returns.RefuseField("categories", "invalid", "%s is no category, or stands there twice", strconv.Quote(category))
		}
		seen[category] = true
	}
	for _, tag := range slices.Sorted(maps.Keys(r.Labels)) {
		if outside(r.Labels[tag]) {
			return returns.RefuseField("labels", "invalid", "the label in %s must have between 1 and %s characters", strconv.Quote(tag), maxLabel)
		}
	}
	var fields map[string]any
	if text := form(r); text != nil && json.Unmarshal(text, &fields) != nil {
		return returns.RefuseField("fields", "invalid", "the form must be a JSON object, a JSON Schema")
	}
	if len(r.Categories) > maxCategories || len(r.Labels) > maxLabels || len(fields) > maxFields {
		return returns.Refuse(returns.CodeInvalid, "a reason has at most %s categories, %s labels in further languages and a form of %s keys", maxCategories, maxLabels, maxFields)
	}
	return nil
}

// same reports whether two reasons say the same, however their forms are written.
func same(a, b Reason) bool {
	return a.Code == b.Code && a.LabelEn == b.LabelEn && a.LabelZh == b.LabelZh && a.ByCustomer == b.ByCustomer &&
		a.Active == b.Active && a.Position == b.Position && maps.Equal(a.Labels, b.Labels) &&
		slices.Equal(a.Categories, b.Categories) && reflect.DeepEqual(read(form(a)), read(form(b)))
}

// read is what a form says; nil for none.
func read(form json.RawMessage) (value any) {
	if form == nil {
		return nil
	}
	if json.Unmarshal(form, &value) != nil {
		return string(form)
	}
	return value
}
