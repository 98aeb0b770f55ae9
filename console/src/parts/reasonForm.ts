// The form of a reason as those who fill it in see it: an input for each property
// of its JSON Schema. The API holds what is filled in against the schema itself.

export interface ReasonInput {
  name: string
  required: boolean
  type?: string
  title?: string
  description?: string
  enum?: unknown[]
  minimum?: number
  maximum?: number
  maxLength?: number
}

export function inputsOf(schema: unknown): ReasonInput[] {
  const { properties, required } = (schema ?? {}) as { properties?: Record<string, Omit<ReasonInput, 'name' | 'required'>>; required?: string[] }
  return Object.entries(properties ?? {}).map(([name, property]) => ({ ...property, name, required: required?.includes(name) ?? false }))
}
