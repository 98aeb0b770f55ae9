package papers

import (
	"fmt"
	"strconv"
	"time"

	"golang.org/x/text/language"

	"backhaul/returns"
)

// Slip is what stands on a packing slip.
type Slip struct {
	Language                             language.Tag
	RMANumber, OrderNumber, CustomerName string
	OpenedAt                             time.Time // in the shop's time zone
	Method                               returns.Method
	Lines                                []SlipLine
	Parcels                              []SlipParcel
	// SendTo is the address that customers send to, a line each; none when the
	// shop has not said where that is.
	SendTo []string
}

// SlipLine is one article in the parcel.
type SlipLine struct {
	SKU, Description, Reason string
	Units                    int
}

// SlipParcel is what is known of a parcel before it goes.
type SlipParcel struct{ Carrier, TrackingNumber string }

// A4, in millimeters.
const (
	slipWidth, slipHeight = 210, 297
	margin                = 18
	bottom                = slipHeight - 22
	unitsAt, reasonAt     = 118, 136
	checkedAt             = slipWidth - margin - 14
)

// PackingSlip makes the sheet that a customer lays into the parcel.
func PackingSlip(slip Slip) ([]byte, error) {
	say := wordsIn(slip.Language)
	s := newSheet(say.slip+" "+slip.RMANumber, slip.Language, slip.OpenedAt, slipWidth, slipHeight)
	s.AliasNbPages("{all}")
	s.SetFooterFunc(func() {
		s.write(slip.RMANumber+" · "+fmt.Sprintf(say.page, s.PageNo(), "{all}"), 9, margin, slipHeight-14, slipWidth-2*margin, 1)
	})
	s.AddPage()
	y, err := s.slipHead(slip, say)
	if err != nil {
		return nil, err
	}
	y = s.slipColumns(say, y+6)
	units := 0
	for _, line := range slip.Lines {
		if y > bottom-18 {
			s.AddPage()
			y = s.slipColumns(say, margin)
		}
		y = s.slipLine(line, y)
		units += line.Units
	}
	s.write(say.total+" "+strconv.Itoa(units), 11, margin, y+2, 100, 1)
	return s.bytes()
}

// slipHead writes all above the articles, and returns where they begin.
func (s *sheet) slipHead(slip Slip, say words) (float64, error) {
	const side = 42
	if err := drawQR(s.Fpdf, slip.RMANumber, slipWidth-margin-side, margin, side); err != nil {
		return 0, err
	}
	if err := drawBars(s.Fpdf, slip.RMANumber, slipWidth-margin-70, margin+side+4, 70, 12); err != nil {
		return 0, err
	}
	const width = slipWidth - 2*margin - 76
	y := s.write(say.slip, 20, margin, margin, width, 1)
	y = s.write(slip.RMANumber, 16, margin, y+1, width, 1) + 2
	for _, fact := range [][2]string{
		{say.order, slip.OrderNumber}, {say.customer, slip.CustomerName}, {say.opened, slip.OpenedAt.Format(time.DateOnly)},
	} {
		if fact[1] != "" {
			y = s.write(fact[0]+"  "+fact[1], 11, margin, y, width, 2)
		}
	}
	y = max(y, margin+side+20) + 2
	y = s.write(say.layInside, 11, margin, y, slipWidth-2*margin, 2) + 3
	y = s.whereTo(slip, say, y)
	for i, parcel := range slip.Parcels {
		text := say.parcel + " " + strconv.Itoa(i+1) + "  " + parcel.Carrier
		if parcel.TrackingNumber != "" {
			text += " · " + say.tracking + " " + parcel.TrackingNumber
		}
		y = s.write(text, 11, margin, y, slipWidth-2*margin, 2)
	}
	return y, nil
}

// whereTo says what becomes of the parcel.
func (s *sheet) whereTo(slip Slip, say words, y float64) float64 {
	switch slip.Method {
	case returns.MethodPickup:
		y = s.write(say.pickup, 11, margin, y, slipWidth-2*margin, 2)
	case returns.MethodInStore:
		return s.write(say.inStore, 11, margin, y, slipWidth-2*margin, 2)
	default: // it is sent to the address below
	}
	if len(slip.SendTo) == 0 {
		return y
	}
	y = s.write(say.sendTo, 9, margin, y+1, slipWidth-2*margin, 1)
	for _, line := range slip.SendTo {
		y = s.write(line, 13, margin, y, slipWidth-2*margin, 2)
	}
	return y + 2
}

func (s *sheet) slipColumns(say words, y float64) float64 {
	s.write(say.item, 9, margin, y, unitsAt-margin, 1)
	s.write(say.units, 9, unitsAt, y, reasonAt-unitsAt, 1)
	s.write(say.reason, 9, reasonAt, y, checkedAt-reasonAt, 1)
	s.write(say.checked, 9, checkedAt, y, slipWidth-margin-checkedAt, 1)
	s.line(margin, y+6, slipWidth-margin, y+6)
	return y + 8
}

func (s *sheet) slipLine(line SlipLine, y float64) float64 {
	s.write(strconv.Itoa(line.Units), 12, unitsAt, y, 16, 1)
	ends := s.write(line.Reason, 11, reasonAt, y, checkedAt-reasonAt-3, 3)
	s.Rect(checkedAt+3, y+1, 5, 5, "D")
	under := s.write(line.SKU, 9, margin, s.write(line.Description, 11, margin, y, unitsAt-margin-3, 2), unitsAt-margin-3, 1)
	y = max(ends, under, y+8) + 1
	s.line(margin, y, slipWidth-margin, y)
	return y + 2
}
