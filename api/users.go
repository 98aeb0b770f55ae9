package api

import (
	"context"

	"backhaul/accounts"
	"backhaul/db"
	"backhaul/db/sqlc"
)

// ListUsers answers with a page of users, by id.
func (s *server) ListUsers(ctx context.Context, r ListUsersRequestObject) (ListUsersResponseObject, error) {
	after, err := readCursor(r.Params.Cursor, 1)
	if err != nil {
		return nil, err
	}
	filter := sqlc.UserPageParams{Role: (*string)(r.Params.Role), Most: most(r.Params.Limit)}
	if after != nil {
		filter.After = &after[0]
	}
	rows, err := db.Queries.UserPage(ctx, s.DB, filter)
	if err != nil {
		return nil, err
	}
	list := ListUsers200JSONResponse{Items: []User{}}
	rows, list.NextCursor = page(rows, r.Params.Limit, func(last sqlc.User) []string { return []string{last.ID} })
	for _, row := range rows {
		list.Items = append(list.Items, userView(accounts.UserOf(row)))
	}
	return list, nil
}

// AddUser stores a user, who cannot sign in yet.
func (s *server) AddUser(ctx context.Context, r AddUserRequestObject) (AddUserResponseObject, error) {
	in := *r.Body
	user := accounts.User{ID: in.ID, Name: in.ID, Role: in.Role, CustomerID: in.CustomerID, CreatedAt: s.Now().UTC()}
	if in.Name != nil {
		user.Name = *in.Name
	}
	if in.Email != nil {
		user.Email = *in.Email
	}
	if err := accounts.Add(ctx, s.DB, callOf(ctx).who(), user); err != nil {
		return nil, err
	}
	return AddUser201JSONResponse(userView(user)), nil
}

// ChangeUser changes what the body names.
func (s *server) ChangeUser(ctx context.Context, r ChangeUserRequestObject) (ChangeUserResponseObject, error) {
	in := *r.Body
	user, err := s.passwords.Apply(ctx, s.DB, callOf(ctx).who(), s.Now().UTC(), r.ID, accounts.Change{
		Name: in.Name, Email: in.Email, Role: in.Role, Disabled: in.Disabled, Password: in.Password,
	})
	return ChangeUser200JSONResponse(userView(user)), err
}

func userView(user accounts.User) User {
	view := User{
		ID: user.ID, Name: user.Name, Email: user.Email, Role: user.Role, CustomerID: user.CustomerID,
		HasPassword: user.HasPassword, CreatedAt: user.CreatedAt, DisabledAt: user.DisabledAt,
	}
	if user.Issuer != "" {
		view.Issuer = &user.Issuer
	}
	return view
}
