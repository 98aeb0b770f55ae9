// Sends what the warehouse found and shows how the return then stands.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { client, decide, type Schemas } from '../../api/client'
import type { Return } from '../../api/returns'

type Body = { receive: Schemas['Receipt']; inspect: Schemas['Inspection'] }

export function useBench<What extends keyof Body>(ret: Return, what: What, said: string) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: (body: Body[What]) =>
      decide((key) => client.POST(`/v1/returns/{id}/${what}` as '/v1/returns/{id}/inspect', { params: { path: { id: ret.id }, header: { 'Idempotency-Key': key } }, body: body as Schemas['Inspection'] })),
    onSuccess: (after) => {
      queries.setQueryData(['return', ret.rma_number], after)
      void queries.invalidateQueries({ queryKey: ['returns'] })
      message.success(said)
    },
  })
}
