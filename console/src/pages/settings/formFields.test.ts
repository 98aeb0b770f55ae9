import { expect, test } from 'vitest'
import { fieldsOf, schemaOf, type FormField } from './formFields'

const fields: FormField[] = [
  { key: 'size', title: 'Size', kind: 'choice', required: true, choices: ['S', 'M'] },
  { key: 'worn', title: '', kind: 'yes_no', required: false, choices: [] },
  { key: 'days', title: 'Days', kind: 'whole', required: false, choices: [] },
]

test('what the editor writes it can read again', () => {
  expect(fieldsOf(schemaOf(fields))).toEqual(fields)
  expect(schemaOf(fields)).toMatchObject({ required: ['size'], properties: { size: { type: 'string', enum: ['S', 'M'] }, days: { type: 'integer' } } })
})

test('no form is no schema', () => {
  expect(schemaOf([])).toBeNull()
  expect(fieldsOf(null)).toEqual([])
})

test('a schema that says more is left alone', () => {
  expect(fieldsOf({ type: 'object', properties: { serial: { type: 'string', pattern: '^[A-Z]+$' } } })).toBeUndefined()
  expect(fieldsOf({ type: 'object', properties: { stains: { type: 'array' } } })).toBeUndefined()
  expect(fieldsOf({ type: 'object', properties: { a: { enum: [1, 2] } } })).toBeUndefined()
  expect(fieldsOf({ type: 'object', properties: {}, minProperties: 1 })).toBeUndefined()
})
