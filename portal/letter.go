package portal

import (
	htmltemplate "html/template"
	"strings"
	"text/template"

	"backhaul/integrations/notify"
)

// words is a letter in one language; minutes are how long its link is good for.
type words struct{ subject, greeting, body, action, warning string }

var letters = map[string]words{
	"en": {
		subject:  "Your link to the returns of order {{.Order}}",
		greeting: "Hello,",
		body:     "this link lets you in to your orders and returns. It is good for {{.Minutes}} minutes.",
		action:   "See your returns",
		warning:  "If you did not ask for it, you need do nothing: nobody comes in without this mail.",
	},
	"zh-CN": {
		subject:  "订单 {{.Order}} 的退货链接",
		greeting: "您好！",
		body:     "点击此链接即可查看您的订单和退货，链接在 {{.Minutes}} 分钟内有效。",
		action:   "查看我的退货",
		warning:  "如果不是您本人申请，请忽略此邮件：没有这封邮件，任何人都无法进入。",
	},
}

// filled is what the words speak of.
type filled struct {
	Order, Link, Language string
	Minutes               int
}

// letterOf writes the mail; order numbers come from shops, and are never markup.
func letterOf(id, to string, of filled) (notify.Letter, error) {
	said, known := letters[of.Language]
	if !known {
		of.Language, said = "en", letters["en"]
	}
	subject, err := fill(said.subject, of)
	if err != nil {
		return notify.Letter{}, err
	}
	text, err := fill(said.greeting+"\n\n"+said.body+"\n\n{{.Link}}\n\n"+said.warning+"\n", of)
	if err != nil {
		return notify.Letter{}, err
	}
	page, err := htmltemplate.New("").Parse(`<!doctype html><html lang="{{.Language}}"><body><p>` + said.greeting + `</p><p>` + said.body +
		`</p><p><a href="{{.Link}}">` + said.action + `</a></p><p>` + said.warning + `</p></body></html>`)
	if err != nil {
		return notify.Letter{}, err
	}
	var html strings.Builder
	err = page.Execute(&html, of)
	return notify.Letter{ID: id, To: to, Subject: subject, Text: text, HTML: html.String()}, err
}

func fill(text string, of filled) (string, error) {
	parsed, err := template.New("").Parse(text)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = parsed.Execute(&out, of)
	return out.String(), err
}
