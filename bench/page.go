package bench

import (
	"bytes"
	"fmt"
	"math"
	"time"
)

// Size is what was measured over some number of returns.
type Size struct {
	Returns int
	// Bytes is what the database takes on the disk, and Filled how long it took to fill, 0 when that was done earlier.
	Bytes   int64
	Filled  time.Duration
	Figures []Figure
}

// Page writes the measurements as a page of the documentation.
func Page(sizes []Size, machine string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `# How fast it is at size

Every list, search and report of the API over generated returns (3 lines and some 20 events each, and another order beside
each), asked in turn, in process, so without a network between; median and 99th percentile in milliseconds. Each time asks
for other values, and pages go on where the last one ended. Made by `+"`make bench-size`"+` on %s.

The aim is 50 ms for lists and searches, and 500 ms for reports, each over twelve months compared with the twelve before.
**Bold** is above it.

![Slowest list and slowest report by number of returns](performance.svg)

| |`, machine)
	for _, size := range sizes {
		fmt.Fprintf(&b, " %s returns |", thousands(size.Returns))
	}
	b.WriteString("\n|---|")
	for range sizes {
		b.WriteString("--:|")
	}
	b.WriteString("\n| size on disk |")
	for _, size := range sizes {
		fmt.Fprintf(&b, " %s MB |", thousands(int(size.Bytes>>20)))
	}
	b.WriteString("\n| filled in |")
	for _, size := range sizes {
		if size.Filled == 0 {
			b.WriteString(" earlier |")
			continue
		}
		fmt.Fprintf(&b, " %.0f s |", size.Filled.Seconds())
	}
	for i, figure := range sizes[0].Figures {
		fmt.Fprintf(&b, "\n| %s |", figure.Name)
		for _, size := range sizes {
			f := size.Figures[i]
			p99 := milliseconds(f.P99)
			if !f.Holds() {
				p99 = "**" + p99 + "**"
			}
			fmt.Fprintf(&b, " %s / %s |", milliseconds(f.P50), p99)
		}
	}
	b.WriteString(`
## How
- Each list follows one index in its own order to the rows of a page (keyset paging); a test reads the plans of all of them over
  20,000 returns, and allows none to look at more than 2,000 rows of a large table. Several statuses are read one by one.
- Lines of returns repeat their return's status and when it was opened, kept the same by their foreign key; names of customers
  have a table of their own. What is searched by a part is a thousand customers at most; what more have in their names is
  frequent, and found in the order of time.
- A page of returns has only the clauses of a verdict that were not met, which was two fifths of it before.
- Reports read roll-ups by day and month ([ADR 16](adr/0016-reports-read-roll-ups.md)), whatever the number of returns. The one of
  customers adds up a row for each customer and month or day: a million rows in a year of a quarter of a million customers. They
  fall into 64 parts by their key, each small enough to be added up in the processor's cache, and up to four processes take a
  quarter of the parts each. So it profits from more processors; the others use one each.
- Statements are planned for their values each time (` + "`plan_cache_mode`" + `), since filters are optional, and never compiled (` + "`jit`" + `).
`)
	return b.Bytes()
}

// Plot draws the slowest list and the slowest report by size, both axes in powers
// of ten, as SVG.
func Plot(sizes []Size) []byte {
	const width, height, left, bottom = 640, 360, 60, 40
	x := func(count int) float64 { return left + (math.Log10(float64(count))-3)/3*(width-left-90) }
	y := func(took time.Duration) float64 {
		ms := max(float64(took.Microseconds())/1000, 1)
		return height - bottom - math.Log10(ms)/3*(height-bottom-30)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", width, height)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="white"/>`+"\n", width, height)
	for _, ms := range []int{1, 10, 100, 1000} {
		at := y(time.Duration(ms) * time.Millisecond)
		fmt.Fprintf(&b, `<path d="M%d %.1fH%d" stroke="#ddd"/><text x="%d" y="%.1f" text-anchor="end">%d ms</text>`+"\n", left, at, width-90, left-6, at+4, ms)
	}
	for _, size := range sizes {
		fmt.Fprintf(&b, `<text x="%.1f" y="%d" text-anchor="middle">%s</text>`+"\n", x(size.Returns), height-bottom+20, thousands(size.Returns))
	}
	for _, line := range []struct {
		name, color string
		limit       time.Duration
	}{{"slowest list", "#1f77b4", listLimit}, {"slowest report", "#d62728", reportLimit}} {
		path := ""
		last := 0.0
		for i, size := range sizes {
			slowest := time.Duration(0)
			for _, f := range size.Figures {
				if f.Limit == line.limit {
					slowest = max(slowest, f.P99)
				}
			}
			last = y(slowest)
			path += fmt.Sprintf("%c%.1f %.1f", "ML"[min(i, 1)], x(size.Returns), last)
			fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/>`+"\n", x(size.Returns), last, line.color)
		}
		fmt.Fprintf(&b, `<path d="%s" fill="none" stroke="%s" stroke-width="2"/><text x="%d" y="%.1f" fill="%s">%s</text>`+"\n", path, line.color, width-86, last+4, line.color, line.name)
		fmt.Fprintf(&b, `<path d="M%d %.1fH%d" stroke="%s" stroke-dasharray="4 4"/>`+"\n", left, y(line.limit), width-90, line.color)
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

func milliseconds(took time.Duration) string {
	return fmt.Sprintf("%.1f", float64(took.Microseconds())/1000)
}

func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return thousands(n/1000) + fmt.Sprintf(",%03d", n%1000)
}
