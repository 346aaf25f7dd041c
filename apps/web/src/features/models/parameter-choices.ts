import { type ParameterName, parameters } from '@parley/data-provider';

interface Schema {
  /** Of enumerations. */
  options?: readonly string[];
  /** Of optional and nullable schemas. */
  unwrap?: () => Schema;
}

/** The values a setting may have, in the contract's order; `""` is unset. Empty for settings of another kind. */
export function choicesOf(name: ParameterName): readonly string[] {
  let schema: Schema = parameters[name].schema as Schema; // zod's own methods, as far as they exist
  while (!schema.options && schema.unwrap) schema = schema.unwrap();
  return schema.options ?? [];
}
