package notify

import (
	"embed"
	htmltemplate "html/template"
	"sync"
	"text/template"

	"golang.org/x/text/language"

	"backhaul/locales"
)

//go:embed templates
var files embed.FS

// templateSet holds every text, parsed.
type templateSet struct {
	texts  map[textKey]*template.Template
	layout *template.Template
	html   *htmltemplate.Template
}

type textKey struct {
	locale   language.Tag
	template Template
}

// loadTemplates parses the embedded texts at first use. They are part of the
// program, so a mistake in one is a bug, which a test finds.
//
// A template's file defines its subject and its body, one paragraph a line, and
// may define anew what words.tmpl of the language defines for all, such as the
// words on the button. The layouts know no language.
var loadTemplates = sync.OnceValue(func() *templateSet {
	set := &templateSet{
		texts:  map[textKey]*template.Template{},
		layout: template.Must(template.ParseFS(files, "templates/layout.txt")),
		html:   htmltemplate.Must(htmltemplate.ParseFS(files, "templates/layout.html")),
	}
	for _, locale := range locales.Supported() {
		folder := "templates/" + locale.String() + "/"
		words := template.Must(template.ParseFS(files, folder+"words.tmpl"))
		for _, name := range Templates() {
			text := template.Must(words.Clone())
			template.Must(text.ParseFS(files, folder+string(name)+".tmpl"))
			set.texts[textKey{locale, name}] = text
		}
	}
	return set
})
