package fakecarrier

import (
	"bytes"
	"image"
	"image/color"
	"image/png"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"backhaul/integrations/carriers/httpcarrier"
)

// Labels are 4 by 3 inches at 203 dots an inch, as thermal printers want them.
const (
	labelWidth  = 812
	labelHeight = 609
	margin      = 40
)

// drawLabel prints the tracking number, for the scanner and for the eye, and the
// return's number. It names nobody: what the courier needs to know was told with
// the booking.
func drawLabel(booking httpcarrier.Booking) ([]byte, error) {
	label := image.NewGray(image.Rect(0, 0, labelWidth, labelHeight))
	draw.Draw(label, label.Bounds(), image.White, image.Point{}, draw.Src)
	code, err := code128.Encode(booking.TrackingNumber)
	if err != nil {
		return nil, err
	}
	bars, err := barcode.Scale(code, labelWidth-2*margin, 220)
	if err != nil {
		return nil, err
	}
	draw.Draw(label, image.Rect(margin, 200, labelWidth-margin, 420), bars, image.Point{}, draw.Src)
	way := "TO THE SHOP"
	if booking.Direction == "outbound" {
		way = "TO THE CUSTOMER"
	}
	write(label, margin, 40, 5, way)
	write(label, margin, 130, 3, booking.RMANumber)
	write(label, margin, 450, 6, booking.TrackingNumber)
	if booking.Window != nil {
		write(label, margin, 550, 2, "Pickup "+booking.Window.Start.Format("2006-01-02 15:04")+" to "+booking.Window.End.Format("15:04 MST"))
	}
	var out bytes.Buffer
	err = png.Encode(&out, label)
	return out.Bytes(), err
}

// write puts a line of text at a place, so many times as large as the font.
func write(label draw.Image, x, y, scale int, text string) {
	face := basicfont.Face7x13
	width := font.MeasureString(face, text).Ceil()
	line := image.NewGray(image.Rect(0, 0, width, face.Height))
	draw.Draw(line, line.Bounds(), image.White, image.Point{}, draw.Src)
	drawer := font.Drawer{Dst: line, Src: image.NewUniform(color.Black), Face: face, Dot: fixed.P(0, face.Ascent)}
	drawer.DrawString(text)
	draw.NearestNeighbor.Scale(label, image.Rect(x, y, x+width*scale, y+face.Height*scale), line, line.Bounds(), draw.Src, nil)
}
