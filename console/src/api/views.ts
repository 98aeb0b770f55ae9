// Filters of lists that are kept under a name, for oneself or for the team.
import { queryOptions } from '@tanstack/react-query'
import { answer, client, newKey, type Schemas } from './client'

export type View = Schemas['View']
export type ViewPage = Schemas['ViewPage']

export const viewsQuery = (page: ViewPage) =>
  queryOptions({
    queryKey: ['views', page],
    queryFn: ({ signal }) => answer(client.GET('/v1/views', { signal, params: { query: { page } } })),
    staleTime: 5 * 60_000,
  })

/** Saves a view: a new one unless it has an id. */
export const putView = ({ id = `view_${newKey()}`, ...body }: Schemas['ViewInput'] & { id?: string }) =>
  answer(client.PUT('/v1/views/{id}', { params: { path: { id } }, body }))

export const deleteView = (id: string) => answer(client.DELETE('/v1/views/{id}', { params: { path: { id } } }))
