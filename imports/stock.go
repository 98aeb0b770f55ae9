package imports

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/orders"
	"backhaul/returns"
	"backhaul/sheets"
)

// Count is how many units of an article were found at a place.
type Count struct {
	SKU string `json:"sku"`
	// Location and Bucket are main and available when they are not said.
	Location string         `json:"location"`
	Bucket   returns.Bucket `json:"bucket"`
	Quantity *int64         `json:"quantity"`
	Reason   string         `json:"reason"`
	// CountedAt is when; what has moved since then stays moved. Nil is now.
	CountedAt *time.Time `json:"counted_at"`
}

// StockColumns are those of a table of counted stock.
var StockColumns = sheets.Columns{
	Required: []string{"sku", "quantity"}, Optional: []string{"location", "bucket", "reason", "counted_at"},
}

// countable are the buckets of what stands on a shelf. What is expected, has
// arrived or goes back belongs to returns, whose steps move it.
var countable = []returns.Bucket{
	returns.BucketAvailable, returns.BucketRefurbish, returns.BucketQuarantine, returns.BucketScrap, returns.BucketVendor,
}

const (
	countsAtOnce   = 1000
	maxCounted     = 1_000_000_000
	maxReason      = 500
	countedReason  = "counted"
	earliestCounts = 2000 // the year
)

var locationPattern = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,40}$`)

// Stock brings the levels to what was counted, each difference as a movement of
// the ledger with its reason. A count that was taken some time ago is a statement
// about that time: what has moved since is not undone. So a repeat of the same
// counts finds nothing to correct.
func Stock(ctx context.Context, pool *pgxpool.Pool, file io.Reader, format sheets.Format, by audit.Who, options Options) (Report, error) {
	report := Report{Rejections: Rejections{Rejected: []Rejection{}}}
	job := &stockJob{pool: pool, by: by, options: options, report: &report, seen: map[place]int{}}
	rows := source[Count]{columns: StockColumns, headings: options.Headings, row: countOf, check: job.check}
	err := rows.read(file, format, &report, func(read numbered[Count]) error { return job.take(ctx, read) })
	if err == nil {
		err = job.flush(ctx)
	}
	report.sort()
	return report, err
}

func countOf(row sheets.Row) (Count, error) {
	quantity, err := strconv.ParseInt(row.Get("quantity"), 10, 64)
	if err != nil {
		return Count{}, returns.RefuseField("quantity", "not_an_integer", "the quantity must be a whole number, not %s", sheets.Quote(row.Get("quantity")))
	}
	count := Count{
		SKU: row.Get("sku"), Location: row.Get("location"), Bucket: returns.Bucket(row.Get("bucket")), Quantity: &quantity, Reason: row.Get("reason"),
	}
	at, refusal := row.Time("counted_at")
	if refusal != nil {
		return count, refusal
	}
	count.CountedAt = at
	return count, nil
}

// place is where units are counted.
type place struct{ sku, location, bucket string }

func (c Count) place() place { return place{c.SKU, c.Location, string(c.Bucket)} }

type stockJob struct {
	pool    *pgxpool.Pool
	by      audit.Who
	options Options
	report  *Report
	waiting []numbered[Count]
	// seen are the rows in which places were counted.
	seen map[place]int
	done int
}

func (j *stockJob) check(c Count) (Count, error) {
	var err error
	if c.SKU, err = orders.CheckKey("sku", c.SKU); err != nil {
		return c, err
	}
	if c.Location == "" {
		c.Location = "main"
	}
	if c.Bucket == "" {
		c.Bucket = returns.BucketAvailable
	}
	if c.Reason == "" {
		c.Reason = countedReason
	}
	if c.CountedAt == nil {
		c.CountedAt = &j.options.Now
	}
	at := c.CountedAt.UTC().Truncate(time.Microsecond)
	c.CountedAt = &at
	switch {
	case !locationPattern.MatchString(c.Location):
		return c, returns.RefuseField("location", "invalid", "%s is not a location; it has up to 40 letters, digits, points, dashes and underscores", sheets.Quote(c.Location))
	case !slices.Contains(countable, c.Bucket):
		return c, returns.RefuseField("bucket", "not_countable", "%s cannot be counted in; choose available, refurbish, quarantine, scrap or vendor, since what else there is belongs to returns", sheets.Quote(string(c.Bucket)))
	case c.Quantity == nil:
		return c, returns.RefuseField("quantity", "required", "%s is missing", "quantity")
	case *c.Quantity < 0 || *c.Quantity > maxCounted:
		return c, returns.RefuseField("quantity", "out_of_range", "the quantity must be between 0 and %s, not %s", maxCounted, *c.Quantity)
	case len([]rune(c.Reason)) > maxReason:
		return c, returns.RefuseField("reason", "too_long", "%s has more than %s characters", "reason", maxReason)
	case at.Year() < earliestCounts || at.After(j.options.Now.UTC()):
		return c, returns.RefuseField("counted_at", "out_of_range", "nobody can have counted at %s; give a time that has passed", at.Format(time.RFC3339))
	}
	return c, nil
}

// take keeps a count until there are enough to be stored at once.
func (j *stockJob) take(ctx context.Context, read numbered[Count]) error {
	if row, twice := j.seen[read.value.place()]; twice {
		return returns.RefuseField("sku", "duplicate", "%s in %s at %s is counted in row %s already", sheets.Quote(read.value.SKU), string(read.value.Bucket), read.value.Location, row)
	}
	j.seen[read.value.place()] = read.row
	if j.waiting = append(j.waiting, read); len(j.waiting) < countsAtOnce {
		return nil
	}
	return j.flush(ctx)
}

// errDry undoes what a dry run has done.
var errDry = errors.New("a dry run")

// flush stores what waits, in one transaction.
func (j *stockJob) flush(ctx context.Context) error {
	if len(j.waiting) == 0 {
		return nil
	}
	var report Report
	err := db.InTx(ctx, j.pool, func(tx pgx.Tx) error {
		report = *j.report
		report.Rejected = slices.Clone(report.Rejected)
		if err := j.store(ctx, tx, &report); err != nil {
			return err
		}
		if j.options.DryRun {
			return errDry
		}
		return nil
	})
	if err != nil && !errors.Is(err, errDry) {
		return err
	}
	*j.report = report
	j.done += len(j.waiting)
	j.waiting = j.waiting[:0]
	if j.options.Progress != nil {
		j.options.Progress(j.done)
	}
	return nil
}

func (j *stockJob) store(ctx context.Context, tx pgx.Tx, report *Report) error {
	levels, err := j.levels(ctx, tx)
	if err != nil {
		return err
	}
	moves := sqlc.StockCountInsertParams{ActorID: j.by.Actor.ID}
	for _, read := range j.waiting {
		c, level := read.value, levels[read.value.place()]
		difference := *c.Quantity - (level.now - level.since)
		if level.now+difference < 0 {
			refusal := returns.RefuseField("quantity", string(returns.CodeStock),
				"%s units of %s were taken from %s at %s since it was counted; %s cannot have been there", -level.since, c.SKU, string(c.Bucket), c.Location, *c.Quantity)
			if err := report.Reject(read.row, refusal); err != nil {
				return err
			}
			continue
		}
		switch {
		case level.created:
			report.count(created)
		case difference == 0:
			report.count(unchanged)
		default:
			report.count(updated)
		}
		if difference == 0 {
			continue
		}
		moves.Keys, moves.Skus = append(moves.Keys, movementKey(c, level.last)), append(moves.Skus, c.SKU)
		moves.Locations, moves.Buckets = append(moves.Locations, c.Location), append(moves.Buckets, string(c.Bucket))
		moves.Quantities, moves.Reasons = append(moves.Quantities, difference), append(moves.Reasons, c.Reason)
		moves.CountedAt = append(moves.CountedAt, *c.CountedAt)
	}
	return db.Queries.StockCountInsert(ctx, tx, moves)
}

// level is what the ledger says of a place: how many units there are now, how
// many came since it was counted, and its last movement.
type level struct {
	now, since, last int64
	created          bool
}

// levels locks the levels of what waits, so that nothing moves meanwhile.
func (j *stockJob) levels(ctx context.Context, tx pgx.Tx) (map[place]level, error) {
	asked := sqlc.StockCountSinceParams{}
	for _, read := range j.waiting {
		c := read.value
		asked.Skus, asked.Locations = append(asked.Skus, c.SKU), append(asked.Locations, c.Location)
		asked.Buckets, asked.CountedAt = append(asked.Buckets, string(c.Bucket)), append(asked.CountedAt, *c.CountedAt)
	}
	levels := map[place]level{}
	locked, err := db.Queries.StockCountLock(ctx, tx, sqlc.StockCountLockParams{Skus: asked.Skus, Locations: asked.Locations, Buckets: asked.Buckets})
	if err != nil {
		return nil, err
	}
	for _, row := range locked {
		levels[place{row.SKU, row.Location, row.Bucket}] = level{now: row.Quantity, created: row.Created}
	}
	moved, err := db.Queries.StockCountSince(ctx, tx, asked)
	for _, row := range moved {
		at := place{row.SKU, row.Location, row.Bucket}
		known := levels[at]
		known.since, known.last = row.Since, row.Last
		levels[at] = known
	}
	return levels, err
}

// movementKey is another for each correction of a place: it follows another
// movement than the one before.
func movementKey(c Count, last int64) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %d", c.SKU, c.Location, c.Bucket, last))
	return "count:" + hex.EncodeToString(sum[:])
}
