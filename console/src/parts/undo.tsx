// A notice of what was done, with a way back while it is shown. It is told to screen
// readers, and `z` takes the way back from wherever the cursor is.
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useShortcuts } from '../app/shortcuts'
import { useProblemText } from './ProblemNotice'

const key = 'undo'
/** Long enough to be read, thought about and reached by Tab. */
const seconds = 15

/** Says what was done and offers to undo it; a later offer takes the place of an earlier one. */
export function useUndo() {
  const { message } = App.useApp()
  const { t } = useTranslation()
  const say = useProblemText()
  return (said: string, undo: () => Promise<unknown>) => {
    let taken = false // the notice still hears the key while it fades
    const run = async () => {
      if (taken) return
      taken = true
      message.destroy(key)
      try {
        await undo()
        message.success(<span role="status">{t('app.undo.done', { said })}</span>)
      } catch (error) {
        const { title, what, also } = say(error)
        message.warning(<span role="alert">{[t('app.undo.failed', { said }), title, what, ...also].join(' ')}</span>)
      }
    }
    message.open({ key, type: 'success', duration: seconds, content: <Offer said={said} run={() => void run()} /> })
  }
}

function Offer({ said, run }: { said: string; run: () => void }) {
  const { t } = useTranslation()
  useShortcuts([{ keys: 'z', does: t('app.undo.undo'), scope: 'here', run }])
  return (
    <>
      <span role="status">{said}</span>{' '}
      <Button type="link" size="small" onClick={run}>{t('app.undo.undo')} <kbd aria-hidden>z</kbd></Button>
    </>
  )
}
