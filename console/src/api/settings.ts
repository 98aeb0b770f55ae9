// What administrators arrange: the reasons, the policies, the users and the
// tokens. Nothing of it is told by the event stream.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, client, decide, type Schemas } from './client'
import type { paths } from './schema.gen'

export type Reason = Schemas['Reason']
export type PolicyVersion = Schemas['PolicyVersion']
export type Terms = Schemas['PolicyTerms']
export type Trial = Schemas['PolicyTrial']
export type User = Schemas['User']
export type UserRole = Schemas['UserRole']
export type Token = Schemas['Token']
export type Phrase = Schemas['Phrase']
export type UserFilter = Pick<NonNullable<paths['/v1/users']['get']['parameters']['query']>, 'role'>

export const putReasons = (items: Schemas['ReasonListInput']['items']) => answer(client.PUT('/v1/reasons', { body: { items } }))

export const phrasesQuery = queryOptions({
  queryKey: ['phrases'],
  queryFn: ({ signal }) => answer(client.GET('/v1/phrases', { signal })),
  staleTime: 10 * 60_000,
})

export const putPhrases = (items: Phrase[]) => answer(client.PUT('/v1/phrases', { body: { items } }))

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }) => answer(client.GET('/v1/policies', { signal, params: { query: { limit: 200 } } })),
})

export const versionsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['policies', id],
    queryFn: ({ pageParam, signal }) => answer(client.GET('/v1/policies/{id}', { signal, params: { path: { id }, query: { limit: 20, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const savePolicy = (id: string, terms: Terms) =>
  decide((key) => client.POST('/v1/policies', { params: { header: { 'Idempotency-Key': key } }, body: { id, terms } }))

export const activatePolicy = (id: string, version: number) =>
  decide((key) => client.POST('/v1/policies/{id}/activate', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: { version } }))

export const tryPolicy = (id: string, body: Schemas['PolicyTrialInput']) =>
  decide((key) => client.POST('/v1/policies/{id}/test', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body }))

export const usersPage = (filter: UserFilter & { limit: number }) => (cursor: string | undefined) => ({
  queryKey: ['users', filter, cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) => answer(client.GET('/v1/users', { signal, params: { query: { ...filter, cursor } } })),
})

export const addUser = (body: Schemas['NewUser']) => decide((key) => client.POST('/v1/users', { params: { header: { 'Idempotency-Key': key } }, body }))

export const changeUser = (id: string, body: Schemas['UserChange']) => answer(client.PATCH('/v1/users/{id}', { params: { path: { id } }, body }))

export const tokensPage = (filter: { user?: string; limit: number }) => (cursor: string | undefined) => ({
  queryKey: ['tokens', filter, cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) => answer(client.GET('/v1/tokens', { signal, params: { query: { ...filter, cursor } } })),
})

export const makeToken = (body: Schemas['NewToken']) => decide((key) => client.POST('/v1/tokens', { params: { header: { 'Idempotency-Key': key } }, body }))

export const revokeToken = (id: string) => answer(client.DELETE('/v1/tokens/{id}', { params: { path: { id } } }))
