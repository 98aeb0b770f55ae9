// The end of a list that grows: once it comes into sight, what follows is loaded. The
// button does the same for who gets there before that.
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }
}

export function More({ list }: Props) {
  // While more is fetched it is gone, so that its coming back into sight is news.
  return list.hasNextPage && !list.isFetchingNextPage ? <End load={() => void list.fetchNextPage()} /> : null
}

function End({ load }: { load: () => void }) {
  const { t } = useTranslation()
  const self = useRef<HTMLDivElement>(null)
  const latest = useRef(load)
  useEffect(() => {
    latest.current = load
  })
  useEffect(() => {
    const watch = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && latest.current())
    watch.observe(self.current!)
    return () => watch.disconnect()
  }, [])
  return <div ref={self} className="more"><Button block onClick={load}>{t('app.form.loadMore')}</Button></div>
}
