import { z } from 'zod';
import { numericSchema } from '../core/schemas.ts';

/** Built-in endpoint names. Any other name is a custom, OpenAI-compatible endpoint. */
export const endpointNames = [
  'openAI',
  'azureOpenAI',
  'google',
  'anthropic',
  'bedrock',
  'agents',
  'assistants',
  'azureAssistants',
] as const;
export type EndpointName = (typeof endpointNames)[number];

/** The families of parameters; azure and custom endpoints use the one of openAI. */
export type ParameterFamily = 'openAI' | 'anthropic' | 'google' | 'bedrock' | 'agents';

interface Parameter {
  schema: z.ZodType;
  families: readonly ParameterFamily[];
}

const all = ['openAI', 'anthropic', 'google', 'bedrock'] as const;
const param = <S extends z.ZodType>(schema: S, families: readonly ParameterFamily[]) => ({ schema, families });

const number = z.number().nullish();
const text = z.string().max(100_000).nullish();
const label = z.string().max(256).nullish();
const flag = z.boolean().nullish();
const choice = <const V extends readonly [string, ...string[]]>(...values: V) => z.enum(['', ...values]).nullish();

/** Every setting a turn may carry, declared once: validation, storage and the mapping to a provider read this table. */
export const parameters = {
  modelLabel: param(label, all),
  chatGptLabel: param(label, ['openAI']),
  promptPrefix: param(text, all),
  system: param(text, ['bedrock']),
  temperature: param(number, all),
  top_p: param(number, ['openAI']),
  topP: param(number, ['anthropic', 'google', 'bedrock']),
  topK: param(number, ['anthropic', 'google', 'bedrock']),
  presence_penalty: param(number, ['openAI']),
  frequency_penalty: param(number, ['openAI']),
  max_tokens: param(number, ['openAI']),
  maxTokens: param(number, ['bedrock']),
  maxOutputTokens: param(number, ['anthropic', 'google', 'bedrock']),
  maxContextTokens: param(number, all),
  stop: param(z.array(z.string().max(256)).max(16).nullish(), ['openAI', 'anthropic', 'bedrock']),
  resendFiles: param(flag, ['openAI', 'anthropic', 'bedrock']),
  imageDetail: param(choice('low', 'auto', 'high'), ['openAI']),
  fileTokenLimit: param(number, ['openAI', 'anthropic', 'google']),
  promptCache: param(flag, ['anthropic', 'bedrock']),
  thinking: param(flag, ['anthropic', 'google', 'bedrock']),
  thinkingBudget: param(number, ['anthropic', 'google', 'bedrock']),
  thinkingLevel: param(choice('minimal', 'low', 'medium', 'high'), ['google']),
  effort: param(choice('low', 'medium', 'high', 'max'), ['anthropic', 'bedrock']),
  reasoning_effort: param(choice('none', 'minimal', 'low', 'medium', 'high', 'xhigh'), ['openAI', 'bedrock']),
  reasoning_summary: param(choice('auto', 'concise', 'detailed'), ['openAI']),
  verbosity: param(choice('low', 'medium', 'high'), ['openAI']),
  useResponsesApi: param(flag, ['openAI']),
  web_search: param(flag, ['openAI', 'anthropic', 'google']),
  disableStreaming: param(flag, ['openAI']),
  stream: param(flag, ['anthropic']),
  artifacts: param(z.string().max(64).nullish(), all),
  region: param(z.string().max(64).nullish(), ['bedrock']),
  instructions: param(text, ['agents']),
  additional_instructions: param(text, ['agents']),
  greeting: param(text, [...all, 'agents']),
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof parameters;
type ParameterShape = { [K in ParameterName]: (typeof parameters)[K]['schema'] };

/** The settings as stored and shown. */
export const modelParametersShape = Object.fromEntries(
  Object.entries(parameters).map(([name, { schema }]) => [name, schema]),
) as ParameterShape;
export const modelParametersSchema = z.object(modelParametersShape);
export type ModelParameters = z.infer<typeof modelParametersSchema>;

/** The settings as callers send them: numbers may come as text, and `""` means unset. */
export const modelParametersInput = Object.fromEntries(
  Object.entries(parameters).map(([name, { schema }]) => [name, isNumber(schema) ? numericSchema.nullish() : schema]),
) as ParameterShape;

function isNumber(schema: z.ZodType): boolean {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? isNumber(schema.unwrap() as z.ZodType)
    : schema instanceof z.ZodNumber;
}

export function parameterFamily(endpoint: string): ParameterFamily {
  return endpoint === 'anthropic' || endpoint === 'google' || endpoint === 'bedrock' || endpoint === 'agents'
    ? endpoint
    : 'openAI';
}

/** The settings an endpoint understands; others, null and `""` are dropped. */
export function parametersFor(endpoint: string, given: ModelParameters): ModelParameters {
  const family = parameterFamily(endpoint);
  const kept = Object.entries(given).filter(([name, value]) => {
    const known = parameters[name as ParameterName];
    return known?.families.some((f) => f === family) && value !== null && value !== undefined && value !== '';
  });
  return Object.fromEntries(kept) as ModelParameters;
}
