package photo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/webp"

	"backhaul/returns"
)

// Limit bounds what is read and decoded.
type Limit struct {
	Bytes  int64
	Pixels int64
}

// Usual is the limit of an evidence photo: more than any phone takes.
func Usual() Limit { return Limit{Bytes: 10 << 20, Pixels: 50_000_000} }

// Photo is an accepted photo as it is to be kept: written anew, the right way up.
type Photo struct {
	ContentType string // image/jpeg or image/png
	Size        int64
	SHA256      string // of Bytes, in hex
	Width       int
	Height      int
	Bytes       []byte
}

// decoding lets two photos be decoded at a time: at 50 megapixels one takes some
// 500 MB for a moment, and uploads come from strangers.
var decoding = make(chan struct{}, 2)

// Check reads one photo from r. It refuses with [returns.CodeInvalidPhoto] what
// is no JPEG, PNG or WebP, is damaged, or is beyond the limit; the pixel count
// is read from the header before anything is decoded. An error of r itself
// comes back as it is.
func Check(r io.Reader, limit Limit) (Photo, error) {
	upload, err := io.ReadAll(io.LimitReader(r, limit.Bytes+1))
	if err != nil {
		return Photo{}, fmt.Errorf("reading the photo: %w", err)
	}
	if int64(len(upload)) > limit.Bytes {
		return Photo{}, returns.Refuse(returns.CodeInvalidPhoto, "the photo is larger than %s MB: send a smaller one", limit.Bytes>>20)
	}
	kind, err := sniff(upload)
	if err != nil {
		return Photo{}, err
	}
	config, err := kind.config(bytes.NewReader(upload))
	if err != nil {
		return Photo{}, damaged(kind)
	}
	if int64(config.Width)*int64(config.Height) > limit.Pixels {
		return Photo{}, returns.Refuse(returns.CodeInvalidPhoto,
			"the photo has %s × %s pixels, more than the %s million that are accepted: send a smaller one",
			config.Width, config.Height, limit.Pixels/1_000_000)
	}

	decoding <- struct{}{}
	defer func() { <-decoding }()
	pixels, err := kind.decode(bytes.NewReader(upload))
	if err != nil {
		return Photo{}, damaged(kind)
	}
	return rewrite(upright(pixels, orientation(upload, kind)), kind)
}

// format is one kind of photo that is accepted.
type format struct {
	name   string
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

var (
	formatJPEG = format{"JPEG", jpeg.DecodeConfig, jpeg.Decode}
	formatPNG  = format{"PNG", png.DecodeConfig, png.Decode}
	formatWebP = format{"WebP", webp.DecodeConfig, webp.Decode}
)

// rewrite encodes the pixels and nothing else. WebP, which only some shop
// systems show, becomes the JPEG or PNG that keeps what it held.
func rewrite(pixels image.Image, from format) (Photo, error) {
	var out bytes.Buffer
	contentType := "image/png"
	var err error
	if from.name == formatJPEG.name || (from.name == formatWebP.name && lossy(pixels)) {
		contentType = "image/jpeg"
		err = jpeg.Encode(&out, pixels, &jpeg.Options{Quality: 90})
	} else {
		err = png.Encode(&out, pixels)
	}
	if err != nil {
		return Photo{}, fmt.Errorf("writing the %s photo anew: %w", from.name, err)
	}
	sum := sha256.Sum256(out.Bytes())
	return Photo{
		ContentType: contentType,
		Size:        int64(out.Len()),
		SHA256:      hex.EncodeToString(sum[:]),
		Width:       pixels.Bounds().Dx(),
		Height:      pixels.Bounds().Dy(),
		Bytes:       out.Bytes(),
	}, nil
}

// lossy reports whether a WebP lost detail already and has nothing transparent,
// so that JPEG does it justice.
func lossy(pixels image.Image) bool {
	switch p := pixels.(type) {
	case *image.YCbCr:
		return true
	case *image.RGBA: // turned upright
		return p.Opaque()
	default:
		return false
	}
}

func damaged(kind format) error {
	return returns.Refuse(returns.CodeInvalidPhoto, "the %s photo is damaged or incomplete: send it again", kind.name)
}
