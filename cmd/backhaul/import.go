package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/schollz/progressbar/v3"

	"backhaul/db"
	onlineretail "backhaul/examples/online-retail"
	"backhaul/orders"
	"backhaul/sheets"
)

// importCommands take files in. A row that is wrong is reported and never stops
// the others; importing a file again changes nothing.
type importCommands struct {
	Orders  importOrdersCommand  `cmd:"" default:"withargs" help:"Orders; import FILE does the same."`
	Stock   importStockCommand   `cmd:"" help:"Stock as it was counted."`
	Reasons importReasonsCommand `cmd:"" help:"Reasons, to be added or changed."`
	Returns importReturnsCommand `cmd:"" help:"Returns that ended in the system the shop had before."`
}

// importOrdersCommand imports orders.
type importOrdersCommand struct {
	database
	Files    []string `arg:"" type:"existingfile" help:"CSV files, workbooks ending in .xlsx, or NDJSON files ending in .ndjson or .jsonl."`
	Currency string   `default:"GBP" help:"Currency of rows that name none."`
	DryRun   bool     `help:"Say what would be taken, and change nothing."`
	Heading  []string `sep:"none" placeholder:"THEIRS=OURS" help:"What a table calls one of our columns, such as 'Order No=order_number'; once for each."`
}

// Run imports every file and fails when any row was rejected.
func (c importOrdersCommand) Run(ctx context.Context, out output) error {
	pool, err := c.database.open(ctx)
	if err != nil {
		return err
	}
	defer pool.Close()
	headings, err := sheets.ParseHeadings(c.Heading)
	if err != nil {
		return err
	}
	rejected := 0
	for _, name := range c.Files {
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		report, err := importOrders(ctx, pool, file, formatOf(name), filepath.Base(name), orders.Options{Currency: c.Currency, DryRun: c.DryRun, Headings: headings}, out)
		_ = file.Close() // only read
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, row := range report.Rejected {
			fmt.Fprintf(out.stderr, "%s row %d: %s\n", filepath.Base(name), row.Row, row.Message)
		}
		fmt.Fprintf(out.stdout, "%s: %d rows accepted, %d rejected; %d orders new, %d changed, %d as they were\n", filepath.Base(name),
			report.Accepted, report.RejectedCount, report.Orders.Created, report.Orders.Updated, report.Orders.Unchanged)
		rejected += report.RejectedCount
	}
	if rejected > 0 {
		return fmt.Errorf("%d rows were rejected; correct them and import the file again", rejected)
	}
	return nil
}

func formatOf(name string) sheets.Format {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".ndjson", ".jsonl":
		return sheets.NDJSON
	case ".xlsx":
		return sheets.XLSX
	}
	return sheets.CSV
}

// importSample imports the sample orders on the first start.
func importSample(ctx context.Context, pool *pgxpool.Pool, out output) error {
	count, err := db.Queries.OrderCount(ctx, pool)
	if err != nil || count > 0 {
		return err
	}
	_, err = importOrders(ctx, pool, bytes.NewReader(onlineretail.Orders), sheets.CSV, "sample orders", orders.Options{Currency: "GBP"}, out)
	return err
}

func importOrders(
	ctx context.Context, pool *pgxpool.Pool, file io.Reader, format sheets.Format, title string, options orders.Options, out output,
) (orders.Report, error) {
	bar := newBar("Importing "+title, out)
	options.Now = time.Now()
	options.Progress = func(done, total int) {
		if total > 0 && bar.GetMax() != total {
			bar.ChangeMax(total)
		}
		_ = bar.Set(done) // a bar that cannot be drawn is no reason to stop
	}
	report, err := orders.Import(ctx, pool, file, format, options)
	_ = bar.Finish()
	return report, err
}

// newBar shows how far a work has come, whose end is not known yet.
func newBar(title string, out output) *progressbar.ProgressBar {
	return progressbar.NewOptions(-1,
		progressbar.OptionSetDescription(title),
		progressbar.OptionSetWriter(out.stderr),
		progressbar.OptionShowCount(),
		progressbar.OptionSetWidth(30),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionOnCompletion(func() { fmt.Fprintln(out.stderr) }),
	)
}
