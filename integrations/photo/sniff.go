package photo

import (
	"bytes"
	"net/http"
	"strings"

	"backhaul/returns"
)

// sniff names the format by its first bytes and refuses all others, saying what
// the file is where that helps.
func sniff(upload []byte) (format, error) {
	switch {
	case len(upload) == 0:
		return format{}, returns.Refuse(returns.CodeInvalidPhoto, "the file is empty: choose a photo")
	case bytes.HasPrefix(upload, []byte("\xff\xd8\xff")):
		return formatJPEG, nil
	case bytes.HasPrefix(upload, []byte("\x89PNG\r\n\x1a\n")):
		return formatPNG, nil
	case bytes.HasPrefix(upload, []byte("RIFF")) && len(upload) >= 12 && string(upload[8:12]) == "WEBP":
		return formatWebP, nil
	}
	switch name := foreign(upload); name {
	case "":
		return format{}, returns.Refuse(returns.CodeInvalidPhoto, "the file is not a photo: send JPEG, PNG or WebP")
	case "HEIC":
		return format{}, returns.Refuse(returns.CodeInvalidPhoto,
			"HEIC is not accepted: send JPEG, PNG or WebP; on an iPhone choose Settings, Camera, Formats, Most Compatible")
	default:
		return format{}, returns.Refuse(returns.CodeInvalidPhoto, "%s is not accepted: send JPEG, PNG or WebP", name)
	}
}

// foreign names a well-known format that is not accepted, or returns "".
func foreign(upload []byte) string {
	if len(upload) >= 12 && string(upload[4:8]) == "ftyp" {
		switch brand := string(upload[8:12]); {
		case strings.HasPrefix(brand, "avi"):
			return "AVIF"
		case strings.HasPrefix(brand, "he"), brand == "mif1", brand == "msf1":
			return "HEIC"
		}
	}
	head := strings.ToLower(string(upload[:min(len(upload), 1024)]))
	if strings.Contains(head, "<svg") {
		return "SVG"
	}
	if strings.HasPrefix(head, "ii*\x00") || strings.HasPrefix(head, "mm\x00*") {
		return "TIFF"
	}
	detected, _, _ := strings.Cut(http.DetectContentType(upload), ";")
	return map[string]string{
		"text/html":       "HTML",
		"text/xml":        "XML",
		"image/gif":       "GIF",
		"image/bmp":       "BMP",
		"image/x-icon":    "ICO",
		"application/pdf": "PDF",
		"application/zip": "ZIP",
		"video/mp4":       "MP4",
		"video/webm":      "WebM",
	}[detected]
}
