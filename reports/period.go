package reports

import (
	"time"

	"backhaul/returns"
)

// Day is a day of the shop, 2026-01-31, in the zone of its policy.
type Day = string

// Span is a report's period: whole days of the shop, both ends included.
type Span struct {
	From Day `json:"from"`
	To   Day `json:"to"`
}

// maxDays is how long a period may be: ten years and their leap days.
const maxDays = 3653

// spanOf reads a period. Without an end it ends today; without a begin it is 30 days.
func spanOf(from, to Day, today time.Time) (Span, error) {
	end, begin := today, today
	var err error
	if to != "" {
		if end, err = dayOf("to", to); err != nil {
			return Span{}, err
		}
	}
	if from == "" {
		begin = end.AddDate(0, 0, -29)
	} else if begin, err = dayOf("from", from); err != nil {
		return Span{}, err
	}
	if begin.After(end) {
		return Span{}, returns.RefuseField("from", "out_of_range", "the period begins on %s, after its end on %s", date(begin), date(end))
	}
	if daysBetween(begin, end) > maxDays {
		return Span{}, returns.RefuseField("from", "out_of_range", "a report covers at most %s days", maxDays)
	}
	return Span{From: date(begin), To: date(end)}, nil
}

func dayOf(field, text string) (time.Time, error) {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil || day.Year() < 1970 {
		return day, returns.RefuseField(field, "not_a_day", "%s is not a day such as 2026-01-31", text)
	}
	return day, nil
}

// before is the period of the same length that ends where this one begins. Of
// whole months it is as many whole months.
func (s Span) before() Span {
	from, to := s.ends()
	if from.Day() == 1 && to.AddDate(0, 0, 1).Day() == 1 {
		months := 1 + int(to.Month()) - int(from.Month()) + 12*(to.Year()-from.Year())
		return Span{From: date(from.AddDate(0, -months, 0)), To: date(from.AddDate(0, 0, -1))}
	}
	return Span{From: date(from.AddDate(0, 0, -daysBetween(from, to))), To: date(from.AddDate(0, 0, -1))}
}

// cover lists the periods of the roll-ups that add up to the span: whole months
// as months, what is left of others as days.
func (s Span) cover() []string {
	from, to := s.ends()
	var periods []string
	for day := from; !day.After(to); {
		if next := day.AddDate(0, 1, 0); day.Day() == 1 && !next.AddDate(0, 0, -1).After(to) {
			periods = append(periods, month(day))
			day = next
			continue
		}
		periods = append(periods, date(day))
		day = day.AddDate(0, 0, 1)
	}
	return periods
}

// days lists every day of the span.
func (s Span) days() []Day {
	from, to := s.ends()
	days := make([]Day, 0, daysBetween(from, to))
	for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
		days = append(days, date(day))
	}
	return days
}

func (s Span) ends() (from, to time.Time) {
	from, _ = time.Parse(time.DateOnly, s.From) // written by date
	to, _ = time.Parse(time.DateOnly, s.To)
	return from, to
}

func date(day time.Time) Day     { return day.Format(time.DateOnly) }
func month(day time.Time) string { return day.Format("2006-01") }

// daysBetween counts both ends.
func daysBetween(from, to time.Time) int { return int(to.Sub(from).Hours()/24+0.5) + 1 }
