package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
	"backhaul/imports"
	"backhaul/sheets"
)

// importFiles are files of which each row is one thing, and how they are taken in.
type importFiles struct {
	database
	Files   []string `arg:"" type:"existingfile" help:"CSV files, workbooks ending in .xlsx, or NDJSON files ending in .ndjson or .jsonl."`
	DryRun  bool     `help:"Say what would be taken, and change nothing."`
	Heading []string `sep:"none" placeholder:"THEIRS=OURS" help:"What a table calls one of our columns, such as 'Item no.=sku'; once for each."`
}

// importStockCommand brings stock to what was counted.
type importStockCommand struct{ importFiles }

// importReasonsCommand adds and changes reasons.
type importReasonsCommand struct{ importFiles }

// importReturnsCommand takes in the ended returns of a former system.
type importReturnsCommand struct {
	importFiles
	From string `required:"" placeholder:"SYSTEM" help:"The system they come from, such as oldshop; with a return's number there it says which return it is."`
}

type importRows func(context.Context, *pgxpool.Pool, io.Reader, sheets.Format, audit.Who, imports.Options) (imports.Report, error)

// Run imports every file and fails when any row was rejected.
func (c importStockCommand) Run(ctx context.Context, out output) error {
	return c.take(ctx, out, imports.Stock)
}

// Run imports every file and fails when any row was rejected.
func (c importReasonsCommand) Run(ctx context.Context, out output) error {
	return c.take(ctx, out, imports.Reasons)
}

// Run imports every file and fails when any row was rejected.
func (c importReturnsCommand) Run(ctx context.Context, out output) error {
	return c.take(ctx, out, func(
		ctx context.Context, pool *pgxpool.Pool, file io.Reader, format sheets.Format, by audit.Who, options imports.Options,
	) (imports.Report, error) {
		return imports.PastReturns(ctx, pool, file, format, c.From, by, options)
	})
}

func (c importFiles) take(ctx context.Context, out output, rows importRows) error {
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
		report, err := c.takeOne(ctx, pool, name, headings, out, rows)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		base := filepath.Base(name)
		for _, row := range report.Rejected {
			fmt.Fprintf(out.stderr, "%s row %d: %s\n", base, row.Row, row.Message)
		}
		fmt.Fprintf(out.stdout, "%s: %d rows accepted, %d rejected; %d new, %d changed, %d as they were\n", base,
			report.Accepted, report.RejectedCount, report.Created, report.Updated, report.Unchanged)
		rejected += report.RejectedCount
	}
	if rejected > 0 {
		return fmt.Errorf("%d rows were rejected; correct them and import the file again", rejected)
	}
	return nil
}

func (c importFiles) takeOne(ctx context.Context, pool *pgxpool.Pool, name string, headings sheets.Headings, out output, rows importRows) (imports.Report, error) {
	file, err := os.Open(name)
	if err != nil {
		return imports.Report{}, err
	}
	defer file.Close()
	bar := newBar("Importing "+filepath.Base(name), out)
	report, err := rows(ctx, pool, file, formatOf(name), operator(), imports.Options{
		Now: time.Now(), DryRun: c.DryRun, Headings: headings,
		Progress: func(done int) { _ = bar.Set(done) }, // a bar that cannot be drawn is no reason to stop
	})
	_ = bar.Finish()
	return report, err
}
