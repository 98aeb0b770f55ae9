package papers

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"backhaul/locales"
	"backhaul/returns"
)

// Shelved is a group of units that goes to one place: what one label is stuck on.
type Shelved struct {
	RMANumber, SKU, Description string
	Disposition                 returns.Disposition
	Units                       int
	InspectedAt                 time.Time // in the shop's time zone
}

// A label of the size that warehouse printers hold, in millimeters.
const (
	labelWidth, labelHeight = 60, 40
	labelMargin             = 3
)

// Code is what the label's QR code holds: RMA number, disposition, date and SKU,
// with a bar between. The SKU comes last, as it may hold a bar itself.
func (s Shelved) Code() string {
	return strings.Join([]string{s.RMANumber, string(s.Disposition), s.InspectedAt.Format(time.DateOnly), s.SKU}, "|")
}

// ShelfLabels makes one label a page for each group, in the language of the warehouse.
func ShelfLabels(tag language.Tag, made time.Time, groups []Shelved) ([]byte, error) {
	say := wordsIn(tag)
	s := newSheet(groups[0].RMANumber, tag, made, labelWidth, labelHeight)
	const side, textAt = 24, labelMargin + 24 + 2
	for _, group := range groups {
		s.AddPage()
		if err := drawQR(s.Fpdf, group.Code(), labelMargin, labelMargin, side); err != nil {
			return nil, err
		}
		const width = labelWidth - textAt - labelMargin
		y := s.write(locales.Name(tag, group.Disposition), 12, textAt, labelMargin, width, 2)
		y = s.write(strconv.Itoa(group.Units)+" "+say.toSort, 10, textAt, y, width, 1)
		s.write(say.inspected+" "+group.InspectedAt.Format(time.DateOnly), 7, textAt, y, width, 2)
		y = s.write(group.RMANumber, 9, labelMargin, labelMargin+side+1, labelWidth-2*labelMargin, 1)
		y = s.write(group.SKU, 8, labelMargin, y-0.5, labelWidth-2*labelMargin, 1)
		s.write(group.Description, 6, labelMargin, y-0.5, labelWidth-2*labelMargin, 1)
	}
	return s.bytes()
}
