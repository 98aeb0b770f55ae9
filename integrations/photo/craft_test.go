package photo_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	red  = color.NRGBA{R: 200, G: 30, B: 30, A: 255}
	blue = color.NRGBA{R: 30, G: 30, B: 200, A: 255}
)

// redThenBlue is 32 × 16 pixels, red on the left and blue on the right.
func redThenBlue() image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, 32, 16))
	for y := range 16 {
		for x := range 32 {
			img.SetNRGBA(x, y, red)
			if x >= 16 {
				img.SetNRGBA(x, y, blue)
			}
		}
	}
	return img
}

func asJPEG(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, jpeg.Encode(&out, redThenBlue(), nil))
	return out.Bytes()
}

func asPNG(t *testing.T) []byte {
	t.Helper()
	return encodePNG(t, redThenBlue())
}

func encodePNG(t *testing.T, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, png.Encode(&out, img))
	return out.Bytes()
}

// exif is what a phone writes: the orientation, and the place in degrees.
func exif(orientation uint16) []byte {
	const (
		short, long, ascii, rational = 3, 4, 2, 5
		firstIFD                     = 8
		gpsIFD                       = firstIFD + 2 + 2*12 + 4
		degrees                      = gpsIFD + 2 + 2*12 + 4
	)
	var tiff bytes.Buffer
	put := func(values ...any) {
		for _, value := range values {
			_ = binary.Write(&tiff, binary.BigEndian, value) // a bytes.Buffer takes every write
		}
	}
	put([]byte("MM\x00*"), uint32(firstIFD))
	put(uint16(2),
		uint16(0x0112), uint16(short), uint32(1), orientation, uint16(0),
		uint16(0x8825), uint16(long), uint32(1), uint32(gpsIFD), uint32(0))
	put(uint16(2),
		uint16(1), uint16(ascii), uint32(2), []byte("N\x00\x00\x00"),
		uint16(2), uint16(rational), uint32(3), uint32(degrees), uint32(0))
	put(uint32(31), uint32(1), uint32(13), uint32(1), uint32(49), uint32(1))
	return tiff.Bytes()
}

// withEXIF puts the block where cameras do: right behind the start of image.
func withEXIF(photo []byte, orientation uint16) []byte {
	return withSegment(photo, 0xe1, append([]byte("Exif\x00\x00"), exif(orientation)...))
}

func withSegment(photo []byte, marker byte, content []byte) []byte {
	segment := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(content)+2))
	return slices.Concat(photo[:2], segment, content, photo[2:])
}

// withChunk puts a chunk behind a PNG's header.
func withChunk(photo []byte, name string, content []byte) []byte {
	const header = 8 + 12 + 13
	return slices.Concat(photo[:header], chunk(name, content), photo[header:])
}

func chunk(name string, content []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	out = append(append(out, name...), content...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// claimPNG is a PNG of a few bytes that says it is w × h.
func claimPNG(w, h uint32) []byte {
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	header = append(header, 8, 2, 0, 0, 0)
	return slices.Concat([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", header), chunk("IDAT", nil), chunk("IEND", nil))
}

// claimJPEG rewrites the size in the frame header of a real photo.
func claimJPEG(photo []byte, w, h uint16) []byte {
	out := slices.Clone(photo)
	at := bytes.Index(out, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(out[at+5:], h)
	binary.BigEndian.PutUint16(out[at+7:], w)
	return out
}
