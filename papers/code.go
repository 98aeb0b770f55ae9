package papers

import (
	"fmt"
	"image/color"

	"codeberg.org/go-pdf/fpdf"
	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"
)

// drawQR draws the text as a square of that side with its left upper corner at x, y.
// A fourth of the code may be dirty or torn.
func drawQR(pdf *fpdf.Fpdf, text string, x, y, side float64) error {
	code, err := qr.Encode(text, qr.Q, qr.Unicode)
	if err != nil {
		return fmt.Errorf("papers: %q does not fit into a QR code: %w", text, err)
	}
	module := side / float64(code.Bounds().Dx())
	draw(pdf, code, x, y, module, module)
	return nil
}

// drawBars draws the text as Code 128, for scanners that read bars only.
func drawBars(pdf *fpdf.Fpdf, text string, x, y, width, height float64) error {
	code, err := code128.Encode(text)
	if err != nil {
		return fmt.Errorf("papers: %q cannot be written as Code 128: %w", text, err)
	}
	draw(pdf, code, x, y, width/float64(code.Bounds().Dx()), height)
	return nil
}

// draw paints the dark modules, those side by side in one stroke: as vectors, so
// that they stay sharp on every printer.
func draw(pdf *fpdf.Fpdf, code barcode.Barcode, x, y, width, height float64) {
	pdf.SetFillColor(0, 0, 0)
	bounds := code.Bounds()
	for row := range bounds.Dy() {
		for column := 0; column < bounds.Dx(); column++ {
			from := column
			for column < bounds.Dx() && code.At(column, row) == color.Black {
				column++
			}
			if column > from {
				pdf.Rect(x+float64(from)*width, y+float64(row)*height, float64(column-from)*width, height, "F")
			}
		}
	}
}
