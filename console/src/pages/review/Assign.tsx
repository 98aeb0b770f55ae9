// Whose hands the return is in, and putting it into others.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { Problem } from '../../api/problem'
import { assign, claim, release, returnQuery, type Return } from '../../api/returns'
import { useSession } from '../../app/session'
import { useProblemText } from '../../parts/ProblemNotice'
import { ReviewerSelect } from '../../parts/ReviewerSelect'
import { useUndo } from '../../parts/undo'

interface Props {
  ret: Return
  open: boolean
  setOpen: (open: boolean) => void
}

const nobody = '-'

export default function Assign({ ret, open, setOpen }: Props) {
  const { t } = useTranslation()
  const { user } = useSession()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const say = useProblemText()
  const offerUndo = useUndo()
  const give = (whom: string) => (whom === nobody ? release(ret.id) : whom === user.id ? claim(ret.id) : assign(ret.id, whom))
  const show = (after: Return) => {
    queries.setQueryData(['return', ret.rma_number], after)
    void queries.invalidateQueries({ queryKey: ['returns'] })
  }
  const giveBack = async (after: Return, former: string) => {
    // What somebody else did with it since is not ours to undo.
    const now = await queries.fetchQuery({ ...returnQuery(ret.rma_number), staleTime: 0 })
    if (now.assignee !== after.assignee) throw new Problem(409, { title: t('app.undo.since') })
    show(await give(former))
  }
  const sending = useMutation({
    mutationFn: async (whom: string) => ({ after: await give(whom), former: ret.assignee ?? nobody }),
    onSuccess: ({ after, former }) => {
      const said = after.assignee_name ? t('review.assign.done', { rma: ret.rma_number, name: after.assignee_name }) : t('review.assign.released', { rma: ret.rma_number })
      // Out of a colleague's hands only an administrator may take it.
      if (!after.assignee || after.assignee === user.id || user.role === 'admin') offerUndo(said, () => giveBack(after, former))
      else message.success(said)
      show(after)
    },
    onError: (error) => {
      const { title, what, also } = say(error)
      message.warning([title, what, ...also].join(' '))
    },
  })
  const mayRelease = ret.assignee && ret.allowed_actions.includes('release') && (ret.assignee === user.id || user.role === 'admin')
  return (
    <ReviewerSelect
      aria-label={t('review.assign.label')} className="case-assign" open={open} onOpenChange={setOpen} loading={sending.isPending} disabled={sending.isPending}
      value={ret.assignee ?? undefined} placeholder={t('review.free')} onChange={(whom) => sending.mutate(whom)}
      known={ret.assignee ? { value: ret.assignee, label: ret.assignee_name ?? ret.assignee } : undefined}
      others={mayRelease ? [{ value: nobody, label: t('review.assign.nobody') }] : []}
    />
  )
}
