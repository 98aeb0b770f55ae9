package api

import (
	"context"

	"backhaul/views"
)

// ListViews answers with the caller's saved views and the team's.
func (s *server) ListViews(ctx context.Context, r ListViewsRequestObject) (ListViewsResponseObject, error) {
	by, page := callOf(ctx).actor, ""
	if r.Params.Page != nil {
		page = string(*r.Params.Page)
	}
	found, err := views.List(ctx, s.DB, by.ID, page)
	list := ListViews200JSONResponse{Items: make([]View, len(found))}
	for i, view := range found {
		list.Items[i] = viewView(view, by.ID)
	}
	return list, err
}

// PutView saves a view under the id that the caller chose.
func (s *server) PutView(ctx context.Context, r PutViewRequestObject) (PutViewResponseObject, error) {
	by := callOf(ctx).actor
	saved, err := views.Put(ctx, s.DB, by, views.View{
		ID: r.ID, Page: string(r.Body.Page), Name: r.Body.Name, Query: r.Body.Query, Shared: r.Body.Shared, ChangedAt: s.moment(),
	})
	return PutView200JSONResponse(viewView(saved, by.ID)), err
}

// DeleteView forgets a view.
func (s *server) DeleteView(ctx context.Context, r DeleteViewRequestObject) (DeleteViewResponseObject, error) {
	return DeleteView204Response{}, views.Delete(ctx, s.DB, callOf(ctx).actor, r.ID)
}

func viewView(view views.View, callerID string) View {
	return View{
		ID: view.ID, Page: ViewPage(view.Page), Name: view.Name, Query: view.Query, Shared: view.Shared,
		Own: view.OwnerID == callerID, Owner: view.Owner, ChangedAt: view.ChangedAt,
	}
}
