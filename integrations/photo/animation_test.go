package photo_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// A picture of many frames is small on the wire and large in memory, and no
// photo of a defect.

func TestCheck_GIFOfManyFrames_IsRefusedBeforeDecoding(t *testing.T) {
	t.Parallel()
	var film gif.GIF
	for range 10_000 {
		film.Image = append(film.Image, image.NewPaletted(image.Rect(0, 0, 1, 1), color.Palette{red, blue}))
		film.Delay = append(film.Delay, 0)
	}
	var upload bytes.Buffer
	require.NoError(t, gif.EncodeAll(&upload, &film))
	require.Contains(t, refuse(t, upload.Bytes()), "GIF is not accepted: send JPEG, PNG or WebP")
	// Neither may it dress as something else.
	require.Contains(t, refuse(t, slices.Concat([]byte("\x89PNG\r\n\x1a\n"), upload.Bytes())), "damaged")
}

func TestCheck_AnimatedPNG_KeepsItsFirstPictureOnly(t *testing.T) {
	t.Parallel()
	upload := withChunk(asPNG(t), "acTL", binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, 10_000), 0))
	kept := check(t, upload)
	require.NotContains(t, string(kept.Bytes), "acTL")
	require.Equal(t, check(t, asPNG(t)).Bytes, kept.Bytes)
}

func TestCheck_AnimatedWebP_IsRefused(t *testing.T) {
	t.Parallel()
	header := append([]byte{0x02, 0, 0, 0}, 0, 0, 0, 0, 0, 0) // animated, 1 × 1
	chunk := append([]byte("VP8X\x0a\x00\x00\x00"), header...)
	upload := append([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(4+len(chunk)))...)
	require.Contains(t, refuse(t, slices.Concat(upload, []byte("WEBP"), chunk)), "damaged")
}
