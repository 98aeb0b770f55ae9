package api

import (
	"context"

	"backhaul/wording"
)

// ListMessageTemplates answers with every kind of mail in every language.
func (s *server) ListMessageTemplates(ctx context.Context, _ ListMessageTemplatesRequestObject) (ListMessageTemplatesResponseObject, error) {
	texts, err := wording.Texts(ctx, s.DB)
	list := ListMessageTemplates200JSONResponse{Items: make([]MessageTemplate, len(texts)), Placeholders: wording.Placeholders()}
	for i, text := range texts {
		list.Items[i] = templateView(text)
	}
	return list, err
}

// GetMessageTemplate answers with one, and how it reads.
func (s *server) GetMessageTemplate(ctx context.Context, r GetMessageTemplateRequestObject) (GetMessageTemplateResponseObject, error) {
	whole, err := s.wholeTemplate(ctx, r.Kind, string(r.Language))
	return GetMessageTemplate200JSONResponse(whole), err
}

// PutMessageTemplate gives a mail the shop's own words.
func (s *server) PutMessageTemplate(ctx context.Context, r PutMessageTemplateRequestObject) (PutMessageTemplateResponseObject, error) {
	words := wording.Words{Subject: r.Body.Subject, Body: r.Body.Body}
	if err := wording.Put(ctx, s.DB, callOf(ctx).who(), s.moment(), r.Kind, string(r.Language), words); err != nil {
		return nil, err
	}
	whole, err := s.wholeTemplate(ctx, r.Kind, string(r.Language))
	return PutMessageTemplate200JSONResponse(whole), err
}

// RemoveMessageTemplate lets a mail say again what it comes with.
func (s *server) RemoveMessageTemplate(ctx context.Context, r RemoveMessageTemplateRequestObject) (RemoveMessageTemplateResponseObject, error) {
	return RemoveMessageTemplate204Response{}, wording.Remove(ctx, s.DB, callOf(ctx).who(), s.moment(), r.Kind, string(r.Language))
}

// PreviewMessageTemplate answers with the mail in words that are not stored.
func (s *server) PreviewMessageTemplate(ctx context.Context, r PreviewMessageTemplateRequestObject) (PreviewMessageTemplateResponseObject, error) {
	text, err := wording.Get(ctx, s.DB, r.Kind, string(r.Language))
	if err != nil {
		return nil, err
	}
	mail, err := text.Preview(&wording.Words{Subject: r.Body.Subject, Body: r.Body.Body})
	return PreviewMessageTemplate200JSONResponse(mail), err
}

func (s *server) wholeTemplate(ctx context.Context, kind, language string) (MessageTemplateWhole, error) {
	text, err := wording.Get(ctx, s.DB, kind, language)
	if err != nil {
		return MessageTemplateWhole{}, err
	}
	mail, err := text.Preview(nil)
	return MessageTemplateWhole{Template: templateView(text), Preview: MessagePreview(mail)}, err
}

func templateView(text wording.Text) MessageTemplate {
	view := MessageTemplate{Kind: text.Kind, Language: text.Language, Staff: text.Staff, Own: text.Own(), Subject: text.Subject, Body: text.Body}
	if text.Own() {
		view.ChangedBy, view.ChangedAt = &text.ChangedBy, &text.ChangedAt
	}
	return view
}
