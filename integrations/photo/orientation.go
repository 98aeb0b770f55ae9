package photo

import (
	"bytes"
	"image"

	"github.com/bep/imagemeta"
	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

// orientation reads which way up the camera was held: the EXIF tag, 1 to 8. A
// photo without it, or with metadata that cannot be read, is taken as it lies.
func orientation(upload []byte, kind format) int {
	found := 1
	sources := map[string]imagemeta.ImageFormat{
		formatJPEG.name: imagemeta.JPEG, formatPNG.name: imagemeta.PNG, formatWebP.name: imagemeta.WebP,
	}
	_, err := imagemeta.Decode(imagemeta.Options{
		R:               bytes.NewReader(upload),
		ImageFormat:     sources[kind.name],
		Sources:         imagemeta.EXIF,
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool { return tag.Namespace == "IFD0" && tag.Tag == "Orientation" },
		HandleTag: func(tag imagemeta.TagInfo) error {
			if value, ok := tag.Value.(uint16); ok {
				found = int(value)
			}
			return imagemeta.ErrStopWalking
		},
	})
	if err != nil {
		return 1
	}
	return found
}

// upright moves the pixels so that the photo is seen as the camera meant it.
// Each orientation is an exact move of whole pixels, written as the affine
// matrix from a stored point to where it is seen.
func upright(stored image.Image, orientation int) image.Image {
	w, h := float64(stored.Bounds().Dx()), float64(stored.Bounds().Dy())
	moves := map[int]f64.Aff3{
		2: {-1, 0, w, 0, 1, 0},  // mirrored
		3: {-1, 0, w, 0, -1, h}, // upside down
		4: {1, 0, 0, 0, -1, h},  // mirrored, upside down
		5: {0, 1, 0, 1, 0, 0},   // mirrored, top to the left
		6: {0, -1, h, 1, 0, 0},  // top to the right
		7: {0, -1, h, -1, 0, w}, // mirrored, top to the right
		8: {0, 1, 0, -1, 0, w},  // top to the left
	}
	move, turned := moves[orientation]
	if !turned {
		return stored
	}
	size := image.Rect(0, 0, int(w), int(h))
	if orientation >= 5 {
		size = image.Rect(0, 0, int(h), int(w))
	}
	seen := image.NewRGBA(size)
	draw.NearestNeighbor.Transform(seen, move, stored, stored.Bounds(), draw.Src, nil)
	return seen
}
