package photo_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	"image/color"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/bep/imagemeta"
	"github.com/stretchr/testify/require"

	"backhaul/integrations/photo"
	"backhaul/returns"
)

func check(t *testing.T, upload []byte) photo.Photo {
	t.Helper()
	got, err := photo.Check(bytes.NewReader(upload), photo.Usual())
	require.NoError(t, err)
	return got
}

func refuse(t *testing.T, upload []byte) string {
	t.Helper()
	got, err := photo.Check(bytes.NewReader(upload), photo.Usual())
	require.Equal(t, returns.CodeInvalidPhoto, returns.CodeOf(err), "%v", err)
	require.Zero(t, got)
	return err.Error()
}

// pixels decodes what was kept, and holds the rest of the Photo to it.
func pixels(t *testing.T, kept photo.Photo) image.Image {
	t.Helper()
	img, name, err := image.Decode(bytes.NewReader(kept.Bytes))
	require.NoError(t, err)
	sum := sha256.Sum256(kept.Bytes)
	require.Equal(t, "image/"+name, kept.ContentType)
	require.Equal(t, hex.EncodeToString(sum[:]), kept.SHA256)
	require.Equal(t, int64(len(kept.Bytes)), kept.Size)
	require.Equal(t, img.Bounds().Size(), image.Pt(kept.Width, kept.Height))
	return img
}

func requireNear(t *testing.T, want color.Color, got color.Color) {
	t.Helper()
	r1, g1, b1, _ := want.RGBA()
	r2, g2, b2, _ := got.RGBA()
	for _, pair := range [][2]uint32{{r1, r2}, {g1, g2}, {b1, b2}} {
		require.InDelta(t, pair[0]>>8, pair[1]>>8, 24, "want %v, got %v", want, got)
	}
}

func testdata(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	return content
}

func TestCheck_EachFormat_KeepsItsPixels(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		upload []byte
		want   string
		size   image.Point
	}{
		"JPEG stays JPEG":                      {asJPEG(t), "image/jpeg", image.Pt(32, 16)},
		"PNG stays PNG":                        {asPNG(t), "image/png", image.Pt(32, 16)},
		"lossy WebP becomes JPEG":              {testdata(t, "lossy.webp"), "image/jpeg", image.Pt(6, 4)},
		"lossless WebP becomes PNG":            {testdata(t, "lossless.webp"), "image/png", image.Pt(6, 4)},
		"WebP with see-through parts goes PNG": {testdata(t, "alpha.webp"), "image/png", image.Pt(6, 4)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kept := check(t, tt.upload)
			require.Equal(t, tt.want, kept.ContentType)
			require.Equal(t, tt.size, image.Pt(kept.Width, kept.Height))
			img := pixels(t, kept)
			requireNear(t, red, img.At(0, tt.size.Y-1))
			requireNear(t, blue, img.At(tt.size.X-1, tt.size.Y-1))
		})
	}
}

func TestCheck_SameUpload_GivesTheSameBytes(t *testing.T) {
	t.Parallel()
	require.Equal(t, check(t, asJPEG(t)), check(t, asJPEG(t)))
}

func TestCheck_ScriptHiddenInAPhoto_DoesNotSurvive(t *testing.T) {
	t.Parallel()
	script := []byte("<html><script>alert(document.cookie)</script></html>")
	for name, upload := range map[string][]byte{
		"behind the last byte of a JPEG": slices.Concat(asJPEG(t), script),
		"in a comment of a JPEG":         withSegment(asJPEG(t), 0xfe, script),
		"behind the last byte of a PNG":  slices.Concat(asPNG(t), script),
		"in a text chunk of a PNG":       withChunk(asPNG(t), "tEXt", slices.Concat([]byte("Comment\x00"), script)),
		"behind the end of a WebP":       slices.Concat(testdata(t, "lossy.webp"), script),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, string(upload), "<script>")
			kept := check(t, upload)
			require.NotContains(t, string(kept.Bytes), "<script>")
			pixels(t, kept)
		})
	}
}

func TestCheck_PlaceInEXIF_DoesNotSurvive(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		upload []byte
		format imagemeta.ImageFormat
	}{
		"JPEG": {withEXIF(asJPEG(t), 1), imagemeta.JPEG},
		"PNG":  {withChunk(asPNG(t), "eXIf", exif(1)), imagemeta.PNG},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, tagsOf(t, tt.upload, tt.format), "GPSLatitude", "the upload must tell the place for this test to mean anything")
			require.Empty(t, tagsOf(t, check(t, tt.upload).Bytes, tt.format))
		})
	}
}

func tagsOf(t *testing.T, content []byte, format imagemeta.ImageFormat) (names []string) {
	t.Helper()
	_, err := imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(content), ImageFormat: format, Sources: imagemeta.EXIF | imagemeta.XMP | imagemeta.IPTC,
		ShouldHandleTag: func(imagemeta.TagInfo) bool { return true },
		HandleTag:       func(tag imagemeta.TagInfo) error { names = append(names, tag.Tag); return nil },
	})
	require.NoError(t, err)
	return names
}

func TestCheck_CameraHeldAnyWay_IsTurnedUpright(t *testing.T) {
	t.Parallel()
	// The stored photo is red on the left. Where red is seen, by orientation:
	left, right := func(x, _, w, _ int) bool { return x < w/2 }, func(x, _, w, _ int) bool { return x >= w/2 }
	top, bottom := func(_, y, _, h int) bool { return y < h/2 }, func(_, y, _, h int) bool { return y >= h/2 }
	for orientation, isRed := range map[uint16]func(x, y, w, h int) bool{
		0: left, 1: left, 2: right, 3: right, 4: left, 5: top, 6: top, 7: bottom, 8: bottom, 9: left,
	} {
		for name, upload := range map[string][]byte{
			"JPEG": withEXIF(asJPEG(t), orientation),
			"PNG":  withChunk(asPNG(t), "eXIf", exif(orientation)),
		} {
			kept := check(t, upload)
			img := pixels(t, kept)
			wantSize := image.Pt(32, 16)
			if orientation >= 5 && orientation <= 8 {
				wantSize = image.Pt(16, 32)
			}
			require.Equal(t, wantSize, img.Bounds().Size(), "%s, orientation %d", name, orientation)
			for y := 1; y < wantSize.Y; y += 4 {
				for x := 1; x < wantSize.X; x += 4 {
					want := blue
					if isRed(x, y, wantSize.X, wantSize.Y) {
						want = red
					}
					requireNear(t, want, img.At(x, y))
				}
			}
		}
	}
}

func TestCheck_CornerOfATurnedPhoto_LandsWhereEXIFSays(t *testing.T) {
	t.Parallel()
	// Left and right alone cannot tell 5 from 6; the top left corner can.
	stored := image.NewNRGBA(image.Rect(0, 0, 3, 2))
	stored.SetNRGBA(0, 0, red)
	for orientation, want := range map[uint16]image.Point{
		1: {0, 0}, 2: {2, 0}, 3: {2, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 2}, 8: {0, 2},
	} {
		img := pixels(t, check(t, withChunk(encodePNG(t, stored), "eXIf", exif(orientation))))
		require.Equal(t, color.NRGBAModel.Convert(red), color.NRGBAModel.Convert(img.At(want.X, want.Y)), "orientation %d", orientation)
	}
}

func TestCheck_TurnedWebP_IsTurnedUpright(t *testing.T) {
	t.Parallel()
	kept := check(t, testdata(t, "turned.webp"))
	require.Equal(t, image.Pt(4, 6), image.Pt(kept.Width, kept.Height))
	require.Equal(t, "image/jpeg", kept.ContentType)
	requireNear(t, red, pixels(t, kept).At(1, 0))
}

//nolint:paralleltest // it measures what is allocated, so nothing else may run
func TestCheck_ClaimsMorePixelsThanItMay_IsRefusedBeforeDecoding(t *testing.T) {
	for name, upload := range map[string][]byte{
		"PNG":  claimPNG(60_000, 60_000),
		"JPEG": claimJPEG(asJPEG(t), 60_000, 60_000),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			message := refuse(t, upload)
			runtime.ReadMemStats(&after)
			require.Contains(t, message, "60000 × 60000 pixels")
			require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(50<<20), "nothing of that size may be allocated")
		})
	}
}

func TestCheck_AsManyPixelsAsMayBe_IsAccepted(t *testing.T) {
	t.Parallel()
	limit := photo.Limit{Bytes: 1 << 20, Pixels: 32 * 16}
	_, err := photo.Check(bytes.NewReader(asPNG(t)), limit)
	require.NoError(t, err)
	limit.Pixels--
	_, err = photo.Check(bytes.NewReader(asPNG(t)), limit)
	require.Equal(t, returns.CodeInvalidPhoto, returns.CodeOf(err))
}

func TestCheck_MoreBytesThanMayBe_IsRefused(t *testing.T) {
	t.Parallel()
	upload := slices.Concat(asJPEG(t), make([]byte, photo.Usual().Bytes))
	require.Contains(t, refuse(t, upload), "larger than 10 MB")
}

func TestCheck_CutOffPhoto_IsRefused(t *testing.T) {
	t.Parallel()
	for name, whole := range map[string][]byte{
		"JPEG": asJPEG(t), "PNG": asPNG(t), "WebP": testdata(t, "lossy.webp"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, keep := range []int{len(whole) / 10, len(whole) / 2, len(whole) - 20} {
				require.Contains(t, refuse(t, whole[:max(keep, 12)]), "the "+name+" photo is damaged")
			}
		})
	}
}

func TestCheck_NoPhoto_IsRefusedWithWhatToSend(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ upload, says string }{
		"nothing":            {"", "empty"},
		"SVG with a script":  {`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, "SVG is not accepted: send JPEG, PNG or WebP"},
		"HTML":               {"<!DOCTYPE html><body onload=alert(1)>", "HTML is not accepted"},
		"HEIC":               {"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "Most Compatible"},
		"HEIC, general":      {"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", "Most Compatible"},
		"AVIF":               {"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00", "AVIF is not accepted"},
		"GIF":                {"GIF89a\x01\x00\x01\x00", "GIF is not accepted"},
		"PDF":                {"%PDF-1.7\n", "PDF is not accepted"},
		"XLSX":               {"PK\x03\x04\x14\x00", "ZIP is not accepted"},
		"TIFF":               {"II*\x00\x08\x00\x00\x00", "TIFF is not accepted"},
		"text":               {"just words", "not a photo: send JPEG, PNG or WebP"},
		"sound in RIFF":      {"RIFF\x24\x00\x00\x00WAVEfmt ", "not a photo"},
		"header of JPEG":     {"\xff\xd8\xff", "damaged"},
		"header of PNG":      {"\x89PNG\r\n\x1a\n", "damaged"},
		"header of WebP":     {"RIFF\x24\x00\x00\x00WEBP", "damaged"},
		"HTML dressed as it": {"\xff\xd8\xff<html><script>alert(1)</script>", "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, refuse(t, []byte(tt.upload)), tt.says)
		})
	}
}

func TestCheck_ReaderFails_ErrorIsItsOwn(t *testing.T) {
	t.Parallel()
	gone := errors.New("connection reset")
	_, err := photo.Check(iotest.ErrReader(gone), photo.Usual())
	require.ErrorIs(t, err, gone)
	require.Empty(t, returns.CodeOf(err), "a broken connection is not the photo's fault")
}

func FuzzCheck(f *testing.F) {
	for _, name := range []string{"lossy.webp", "lossless.webp", "alpha.webp", "turned.webp"} {
		content, err := os.ReadFile("testdata/" + name)
		require.NoError(f, err)
		f.Add(content)
	}
	f.Add(claimPNG(3, 3))
	f.Add([]byte(strings.Repeat("\xff\xd8\xff", 8)))
	f.Fuzz(func(t *testing.T, upload []byte) {
		kept, err := photo.Check(bytes.NewReader(upload), photo.Limit{Bytes: 1 << 20, Pixels: 1 << 20})
		if err != nil {
			require.Equal(t, returns.CodeInvalidPhoto, returns.CodeOf(err))
			return
		}
		pixels(t, kept)
	})
}
