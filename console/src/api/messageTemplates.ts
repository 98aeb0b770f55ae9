// What mails to customers and staff say.
import { queryOptions } from '@tanstack/react-query'
import { answer, client, decide, type Schemas } from './client'

export type Template = Schemas['MessageTemplate']
export type Words = Schemas['MessageWords']
export type MailLanguage = 'en' | 'zh-CN'

export const templatesQuery = queryOptions({
  queryKey: ['message-templates'],
  queryFn: ({ signal }) => answer(client.GET('/v1/message-templates', { signal })),
})

export const templateQuery = (kind: string, language: MailLanguage) =>
  queryOptions({
    queryKey: ['message-templates', kind, language],
    queryFn: ({ signal }) => answer(client.GET('/v1/message-templates/{kind}/{language}', { signal, params: { path: { kind, language } } })),
  })

export const previewWords = (kind: string, language: MailLanguage, body: Words) =>
  decide((key) => client.POST('/v1/message-templates/{kind}/{language}/preview', { params: { path: { kind, language }, header: { 'Idempotency-Key': key } }, body }))

export const putWords = (kind: string, language: MailLanguage, body: Words) =>
  answer(client.PUT('/v1/message-templates/{kind}/{language}', { params: { path: { kind, language } }, body }))

export const removeWords = (kind: string, language: MailLanguage) =>
  answer(client.DELETE('/v1/message-templates/{kind}/{language}', { params: { path: { kind, language } } }))
