// Sends what a customer decides about a return, and shows how it then stands.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client, decide } from '../src/api/client'
import type { Return } from '../src/api/returns'

type Path = 'info' | 'confirm' | 'cancel' | 'acknowledge' | 'feedback' | 'complaint/escalate'

export function useAct(ret: Return) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body }: { path: Path; body: object }) =>
      decide((key) => client.POST(`/v1/returns/{id}/${path}` as '/v1/returns/{id}/info', { params: { path: { id: ret.id }, header: { 'Idempotency-Key': key } }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['return'] }),
  })
}
