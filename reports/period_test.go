package reports

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestSpan_Cover_IsEveryDayOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		from := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 2000).Draw(t, "from"))
		span := Span{From: date(from), To: date(from.AddDate(0, 0, rapid.IntRange(0, 900).Draw(t, "days")))}
		var days []Day
		for _, period := range span.cover() {
			if len(period) == len("2006-01-02") {
				days = append(days, period)
				continue
			}
			first, err := time.Parse("2006-01", period)
			require.NoError(t, err)
			days = append(days, Span{From: date(first), To: date(first.AddDate(0, 1, -1))}.days()...)
		}
		require.Equal(t, span.days(), days)
		require.LessOrEqual(t, len(span.cover()), 30+30+31)
	})
}

func TestSpan_Before_IsAsLongOrAsManyWholeMonths(t *testing.T) {
	t.Parallel()
	for span, before := range map[Span]Span{
		{"2026-03-01", "2026-03-31"}: {"2026-02-01", "2026-02-28"},
		{"2026-01-01", "2026-12-31"}: {"2025-01-01", "2025-12-31"},
		{"2026-03-02", "2026-03-04"}: {"2026-02-27", "2026-03-01"},
		{"2026-03-31", "2026-03-31"}: {"2026-03-30", "2026-03-30"},
	} {
		require.Equal(t, before, span.before(), span)
	}
}

func TestSpanOf_WithoutADay_IsThirtyDaysUpToToday(t *testing.T) {
	t.Parallel()
	today := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	span, err := spanOf("", "", today)
	require.NoError(t, err)
	require.Equal(t, Span{From: "2026-03-02", To: "2026-03-31"}, span)
}
