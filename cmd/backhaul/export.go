package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
)

// exportCommand writes a whole list into a file. It asks the API, as everybody
// does, so that roles hold and the audit trail says who took it.
type exportCommand struct {
	List   string   `arg:"" enum:"orders,returns,reasons,refund-tasks,stock,stock/movements,disputes,batches" help:"${enum}."`
	Output string   `short:"o" required:"" type:"path" help:"File to write: .csv, .xlsx or .ndjson."`
	Filter []string `short:"f" placeholder:"NAME=VALUE" help:"A filter of the list, such as status=completed or from=2026-01-01."`
	API    string   `default:"http://127.0.0.1:8080" env:"BACKHAUL_API" help:"Address of the API (${env})."`
	Token  string   `required:"" env:"BACKHAUL_TOKEN" help:"Token to call it with (${env})."`
}

// Run writes the file; one that is not complete is removed.
func (c exportCommand) Run(ctx context.Context, out output) (err error) {
	query := url.Values{}
	for _, filter := range c.Filter {
		name, value, _ := strings.Cut(filter, "=")
		query.Set(name, value)
	}
	at := strings.LastIndexByte(c.Output, '.')
	if at < 0 {
		return fmt.Errorf("%s does not say its format; end it in .csv, .xlsx or .ndjson", c.Output)
	}
	query.Set("format", c.Output[at+1:])
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(c.API, "/")+"/v1/"+c.List+"?"+query.Encode(), http.NoBody)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+c.Token)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		var problem struct{ Detail string }
		_ = json.NewDecoder(io.LimitReader(answer.Body, 1<<20)).Decode(&problem) // the status says enough
		return fmt.Errorf("the API answered %s: %s", answer.Status, problem.Detail)
	}
	file, err := os.Create(c.Output)
	if err != nil {
		return err
	}
	bar := progressbar.NewOptions64(-1,
		progressbar.OptionSetDescription("Exporting "+c.List), progressbar.OptionSetWriter(out.stderr), progressbar.OptionShowBytes(true),
		progressbar.OptionSetWidth(30), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionOnCompletion(func() { fmt.Fprintln(out.stderr) }),
	)
	written, err := io.Copy(io.MultiWriter(file, bar), answer.Body)
	_ = bar.Finish()
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(c.Output)
		return fmt.Errorf("%s was cut short after %d bytes: %w", c.List, written, err)
	}
	fmt.Fprintf(out.stdout, "%s: %d bytes\n", c.Output, written)
	return nil
}
