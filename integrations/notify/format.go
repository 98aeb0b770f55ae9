package notify

import (
	"fmt"
	"strconv"
	"time"

	"github.com/bojanz/currency"
	"golang.org/x/text/language"

	"backhaul/locales"
	"backhaul/returns"
)

// Amount writes money as people of the locale do: "£8.49", "¥1,000".
func Amount(locale language.Tag, money returns.Money) (string, error) {
	if money.Currency == "" {
		return "", nil
	}
	amount, err := currency.NewAmount(money.Decimal(), money.Currency)
	if err != nil {
		return "", fmt.Errorf("writing %s: %w", money, err)
	}
	return currency.NewFormatter(currency.NewLocale(locale.String())).Format(amount), nil
}

// moment writes a time at the offset it carries, which is named, since the
// reader may live elsewhere.
func moment(locale language.Tag, at time.Time) string {
	if at.IsZero() {
		return ""
	}
	if locale == locales.Chinese {
		return at.Format("2006年1月2日 15:04") + "（" + offset(at) + "）"
	}
	return at.Format("January 2, 2006, 15:04") + " (" + offset(at) + ")"
}

// window writes when the carrier comes; the date stands once if it is one day.
func window(locale language.Tag, start, end time.Time) string {
	if start.IsZero() || end.IsZero() {
		return moment(locale, start)
	}
	if start.Format(time.DateOnly) != end.In(start.Location()).Format(time.DateOnly) {
		return moment(locale, start) + " – " + moment(locale, end)
	}
	until := end.In(start.Location()).Format("15:04")
	if locale == locales.Chinese {
		return start.Format("2006年1月2日 15:04") + "–" + until + "（" + offset(start) + "）"
	}
	return start.Format("January 2, 2006, 15:04") + "–" + until + " (" + offset(start) + ")"
}

// offset names the zone by its distance from UTC, which every reader can use
// and which survives JSON, unlike the zone's name.
func offset(at time.Time) string {
	_, seconds := at.Zone()
	if seconds == 0 {
		return "UTC"
	}
	sign, minutes := "+", seconds/60
	if minutes < 0 {
		sign, minutes = "-", -minutes
	}
	text := "UTC" + sign + strconv.Itoa(minutes/60)
	if rest := minutes % 60; rest != 0 {
		text += fmt.Sprintf(":%02d", rest)
	}
	return text
}
