// The form of a reason as its editor shows it, and as the API keeps it: a JSON
// Schema. One that says more than the editor can show is edited as JSON.

export type FieldKind = 'text' | 'number' | 'whole' | 'yes_no' | 'choice'

export interface FormField {
  key: string
  title: string
  kind: FieldKind
  required: boolean
  /** The values of a choice. */
  choices: string[]
}

type Schema = Record<string, unknown>

const kinds: Record<string, FieldKind> = { string: 'text', number: 'number', integer: 'whole', boolean: 'yes_no' }
const types: Record<FieldKind, string> = { text: 'string', number: 'number', whole: 'integer', yes_no: 'boolean', choice: 'string' }
const known = (schema: Schema, ...keys: string[]) => Object.keys(schema).every((key) => keys.includes(key))

/** The fields of a schema, or nothing when it says more than they can. */
export function fieldsOf(schema: Schema | null | undefined): FormField[] | undefined {
  if (!schema) return []
  if (!known(schema, 'type', 'properties', 'required', 'additionalProperties') || schema.type !== 'object' || schema.additionalProperties === true) return undefined
  const required = (schema.required ?? []) as string[]
  const fields: FormField[] = []
  for (const [key, property] of Object.entries((schema.properties ?? {}) as Record<string, Schema>)) {
    const kind = property.enum ? 'choice' : kinds[String(property.type)]
    const choices = (property.enum ?? []) as unknown[]
    if (!kind || !known(property, 'type', 'title', 'enum') || choices.some((choice) => typeof choice !== 'string')) return undefined
    fields.push({ key, title: (property.title as string | undefined) ?? '', kind, required: required.includes(key), choices: choices as string[] })
  }
  return fields
}

export function schemaOf(fields: readonly FormField[]): Schema | null {
  if (fields.length === 0) return null
  const required = fields.filter((field) => field.required).map(({ key }) => key)
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(fields.map(({ key, title, kind, choices }) => [key, { type: types[kind], ...(title && { title }), ...(kind === 'choice' && { enum: choices }) }])),
    additionalProperties: false,
  }
}
