package api

import (
	"context"

	"backhaul/wording"
)

// ListPhrases answers with the sentences that reviewers are offered.
func (s *server) ListPhrases(ctx context.Context, _ ListPhrasesRequestObject) (ListPhrasesResponseObject, error) {
	phrases, err := wording.Phrases(ctx, s.DB)
	return ListPhrases200JSONResponse{Items: phrases}, err
}

// PutPhrases makes a list the shop's phrases.
func (s *server) PutPhrases(ctx context.Context, r PutPhrasesRequestObject) (PutPhrasesResponseObject, error) {
	if err := wording.PutPhrases(ctx, s.DB, callOf(ctx).who(), s.moment(), r.Body.Items); err != nil {
		return nil, err
	}
	phrases, err := wording.Phrases(ctx, s.DB)
	return PutPhrases200JSONResponse{Items: phrases}, err
}
