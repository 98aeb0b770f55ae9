package papers_test

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ledongthuc/pdf"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/stretchr/testify/require"

	"backhaul/locales"
	"backhaul/papers"
	"backhaul/returns"
)

var noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

func slip() papers.Slip {
	return papers.Slip{
		Language: locales.English, RMANumber: "RMA-7K4PQ-92QXD", OrderNumber: "A-1001", CustomerName: "Ada Lovelace", OpenedAt: noon,
		Method: returns.MethodDropOff, SendTo: []string{"Backhaul Returns", "1 Dock Street", "Leeds LS1 4AP"},
		Lines:   []papers.SlipLine{{SKU: "MUG-RED", Description: "Mug, red", Reason: "Changed mind", Units: 2}, {SKU: "LAMP", Description: "Lamp", Reason: "Damaged", Units: 1}},
		Parcels: []papers.SlipParcel{{Carrier: "Express", TrackingNumber: "EX123"}},
	}
}

func read(t *testing.T, file []byte) *pdf.Reader {
	t.Helper()
	reader, err := pdf.NewReader(bytes.NewReader(file), int64(len(file)))
	require.NoError(t, err)
	return reader
}

// textOf is what stands on a page, as it stands in the file: lines follow each
// other without a break. The font's codes are the signs' own.
func textOf(page pdf.Page) string {
	var text strings.Builder
	pdf.Interpret(page.V.Key("Contents"), func(stack *pdf.Stack, operator string) {
		var operands []pdf.Value
		for stack.Len() > 0 {
			operands = append(operands, stack.Pop())
		}
		if operator == "Tj" {
			for code := range slices.Chunk([]byte(operands[0].RawString()), 2) {
				text.WriteRune(rune(code[0])<<8 | rune(code[1]))
			}
		}
	})
	return text.String()
}

// painted shows the page's dark rectangles as a printer would, ten pixels to the
// millimeter, in the part of it that a function picks.
func painted(page pdf.Page, inside func(pdf.Rect) bool) *gozxing.BinaryBitmap {
	const scale = 72 / 25.4 / 10
	box := page.V.Key("MediaBox")
	if box.IsNull() {
		box = page.V.Key("Parent").Key("MediaBox")
	}
	width, height := int(box.Index(2).Float64()/scale)+1, int(box.Index(3).Float64()/scale)+1
	picture := image.NewGray(image.Rect(0, 0, width, height))
	for i := range picture.Pix {
		picture.Pix[i] = 255
	}
	pixel := func(point float64) int { return int(math.Round(point / scale)) }
	for _, rect := range page.Content().Rect {
		if !inside(rect) {
			continue
		}
		low, high := min(rect.Min.Y, rect.Max.Y), max(rect.Min.Y, rect.Max.Y)
		for y := pixel(low); y < pixel(high); y++ {
			for x := pixel(rect.Min.X); x < pixel(rect.Max.X); x++ {
				picture.SetGray(x, height-1-y, color.Gray{})
			}
		}
	}
	bitmap, _ := gozxing.NewBinaryBitmapFromImage(picture)
	return bitmap
}

func low(rect pdf.Rect) bool  { return math.Abs(rect.Max.Y-rect.Min.Y) < 8 } // modules of a square code
func tall(rect pdf.Rect) bool { return math.Abs(rect.Max.Y-rect.Min.Y) > 30 }

func TestPackingSlip_HoldsWhatTheWarehouseNeeds(t *testing.T) {
	t.Parallel()
	file, err := papers.PackingSlip(slip())
	require.NoError(t, err)
	require.Less(t, len(file), 300_000, "only the signs that are used come along")
	reader := read(t, file)
	require.Equal(t, 1, reader.NumPage())
	text := textOf(reader.Page(1))
	for _, part := range []string{
		"Packing slip", "RMA-7K4PQ-92QXD", "A-1001", "Ada Lovelace", "2026-03-05", "Mug, red", "MUG-RED", "Changed mind",
		"Damaged", "Units in all 3", "1 Dock Street", "Leeds LS1 4AP", "Express · Tracking number EX123", "Page 1 of 1",
	} {
		require.Contains(t, text, part)
	}
}

func TestPapers_DaysAreThoseOfTheShop(t *testing.T) {
	t.Parallel()
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	night := time.Date(2026, 3, 5, 23, 30, 0, 0, time.UTC).In(shanghai)
	of := slip()
	of.OpenedAt = night
	file, err := papers.PackingSlip(of)
	require.NoError(t, err)
	require.Contains(t, textOf(read(t, file).Page(1)), "Asked for on  2026-03-06")
	label := papers.Shelved{RMANumber: "RMA-7K4PQ-92QXD", SKU: "MUG", Disposition: returns.Restock, Units: 1, InspectedAt: night}
	require.Equal(t, "RMA-7K4PQ-92QXD|restock|2026-03-06|MUG", label.Code())
	file, err = papers.ShelfLabels(locales.English, night, []papers.Shelved{label})
	require.NoError(t, err)
	require.Contains(t, textOf(read(t, file).Page(1)), "inspected 2026-03-06")
}

func TestPackingSlip_InChinese_IsChineseThroughout(t *testing.T) {
	t.Parallel()
	of := slip()
	of.Language, of.CustomerName, of.Method = locales.Chinese, "李小龙", returns.MethodPickup
	of.Lines = []papers.SlipLine{{SKU: "MUG", Description: "红色马克杯", Reason: "不喜欢/不合适", Units: 2}}
	file, err := papers.PackingSlip(of)
	require.NoError(t, err)
	text := textOf(read(t, file).Page(1))
	for _, part := range []string{"退货装箱单", "李小龙", "红色马克杯", "不喜欢/不合适", "合计数量 2", "上门取件", "第 1 页，共 1 页"} {
		require.Contains(t, text, part)
	}
	require.NotContains(t, text, "Packing")
	require.NotContains(t, text, "〓")
}

func TestPackingSlip_ItsCodes_AreReadBackAsTheRMANumber(t *testing.T) {
	t.Parallel()
	file, err := papers.PackingSlip(slip())
	require.NoError(t, err)
	page := read(t, file).Page(1)
	square, err := qrcode.NewQRCodeReader().Decode(painted(page, low), nil)
	require.NoError(t, err)
	require.Equal(t, "RMA-7K4PQ-92QXD", square.GetText())
	bars, err := oned.NewCode128Reader().Decode(painted(page, tall), map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	require.NoError(t, err)
	require.Equal(t, "RMA-7K4PQ-92QXD", bars.GetText())
}

func TestPackingSlip_ManyAndLongLines_GoOnOnFurtherPages(t *testing.T) {
	t.Parallel()
	of := slip()
	of.Lines = nil
	for range 60 {
		of.Lines = append(of.Lines, papers.SlipLine{SKU: "SKU", Description: strings.Repeat("很长的商品名称", 20), Reason: "Damaged", Units: 1})
	}
	file, err := papers.PackingSlip(of)
	require.NoError(t, err)
	reader := read(t, file)
	require.Greater(t, reader.NumPage(), 2)
	seen := 0
	for number := range reader.NumPage() {
		text := textOf(reader.Page(number + 1))
		require.Contains(t, text, "RMA-7K4PQ-92QXD")
		seen += strings.Count(text, "SKU")
	}
	require.Equal(t, 60, seen)
	require.Contains(t, textOf(reader.Page(reader.NumPage())), "Units in all 60")
}

func TestPackingSlip_LineBreakInChinese_LosesNoSign(t *testing.T) {
	t.Parallel()
	of := slip()
	of.SendTo = []string{strings.Repeat("一二三四五六七八九十", 5)} // more than one line
	file, err := papers.PackingSlip(of)
	require.NoError(t, err)
	require.Contains(t, textOf(read(t, file).Page(1)), of.SendTo[0])
}

func TestPackingSlip_SignsThatNoFontHas_AreMarkedAndBreakNothing(t *testing.T) {
	t.Parallel()
	of := slip()
	of.CustomerName = "Zoë 𠮷田 😀\x00\u202e ؀"
	of.Lines[0].Description = strings.Repeat("x", 5000)
	file, err := papers.PackingSlip(of)
	require.NoError(t, err)
	text := textOf(read(t, file).Page(1))
	require.Contains(t, text, "Zoë 〓田 〓")
	require.Contains(t, text, "…")
}

func TestPackingSlip_MadeTwice_IsTheSame(t *testing.T) {
	t.Parallel()
	first, err := papers.PackingSlip(slip())
	require.NoError(t, err)
	second, err := papers.PackingSlip(slip())
	require.NoError(t, err)
	require.True(t, bytes.Equal(first, second))
}

func TestShelfLabels_OneForEachGroup_IsReadBack(t *testing.T) {
	t.Parallel()
	groups := []papers.Shelved{
		{RMANumber: "RMA-7K4PQ-92QXD", SKU: "MUG|RED", Description: "Mug, red", Disposition: returns.Restock, Units: 2, InspectedAt: noon},
		{RMANumber: "RMA-7K4PQ-92QXD", SKU: "灯", Description: "台灯", Disposition: returns.Quarantine, Units: 1, InspectedAt: noon},
	}
	file, err := papers.ShelfLabels(locales.Chinese, noon, groups)
	require.NoError(t, err)
	reader := read(t, file)
	require.Equal(t, 2, reader.NumPage())
	for i, want := range []struct{ code, disposition, units string }{
		{"RMA-7K4PQ-92QXD|restock|2026-03-05|MUG|RED", "重新入库", "2 件"}, {"RMA-7K4PQ-92QXD|quarantine|2026-03-05|灯", "隔离待检", "1 件"},
	} {
		page := reader.Page(i + 1)
		text := textOf(page)
		require.Contains(t, text, want.disposition)
		require.Contains(t, text, want.units)
		code, err := qrcode.NewQRCodeReader().Decode(painted(page, low), nil)
		require.NoError(t, err)
		require.Equal(t, want.code, code.GetText())
	}
}
