import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { endpointNames } from '@parley/data-provider';
import type { Env } from '../env.ts';
import type { EndpointDefinition } from './catalogue.ts';

/** `endpoints.custom` of the operator's file, as the incumbent documents it. */
const modelNameSchema = z.union([
  z.string().min(1),
  z.object({ name: z.string().min(1) }).transform(({ name }) => name),
]);

const customSchema = z.object({
  name: z
    .string()
    .min(1)
    .max(128)
    .refine((name) => !endpointNames.some((known) => known === name), 'is the name of a built-in endpoint'),
  apiKey: z.string().min(1),
  baseURL: z.string().min(1),
  models: z
    .object({ default: z.array(modelNameSchema).default([]), fetch: z.boolean().default(false) })
    .refine((models) => models.fetch || models.default.length > 0, 'needs `default` names, or `fetch: true`'),
  headers: z.record(z.string(), z.string()).optional(),
  titleConvo: z.boolean().default(true),
  titleModel: z.string().optional(),
  modelDisplayLabel: z.string().max(256).optional(),
});

const fileSchema = z.looseObject({
  endpoints: z.looseObject({ custom: z.array(z.unknown()).default([]) }).optional(),
});

export interface Configured {
  endpoints: EndpointDefinition[];
  /** One sentence per part of the file that is not used, for the operator. */
  problems: string[];
}

/** Reads the operator's file. One bad endpoint does not take the others with it. */
export async function configuredEndpoints(env: Env): Promise<Configured> {
  const text = await readFile(env.CONFIG_PATH, 'utf8').catch(() => null);
  if (text === null) return { endpoints: [], problems: [] };
  const file = fileSchema.safeParse(parseYaml(text));
  if (!file.success) return { endpoints: [], problems: [`${env.CONFIG_PATH} is not a configuration file.`] };

  const result: Configured = { endpoints: [], problems: [] };
  for (const [index, entry] of (file.data.endpoints?.custom ?? []).entries()) {
    const where = `${env.CONFIG_PATH}: endpoints.custom[${index}]`;
    const parsed = customSchema.safeParse(entry);
    if (!parsed.success) {
      result.problems.push(...parsed.error.issues.map((issue) => `${where}.${issue.path.join('.')} ${issue.message}`));
      continue;
    }
    const unused = Object.keys(entry as object).filter((key) => !(key in customSchema.shape));
    if (unused.length > 0) result.problems.push(`${where} has settings that are not used: ${unused.join(', ')}`);
    try {
      result.endpoints.push(define(parsed.data, env));
    } catch (error) {
      result.problems.push(`${where} ${error instanceof Error ? error.message : 'is not valid'}`);
    }
  }
  return result;
}

function define(entry: z.infer<typeof customSchema>, env: Env): EndpointDefinition {
  const baseURL = expand(entry.baseURL, env);
  if (!/^https?:$/.test(URL.parse(baseURL)?.protocol ?? ''))
    throw new Error('needs a baseURL that starts with http:// or https://');
  const apiKey = expand(entry.apiKey, env);
  const headers = Object.entries(entry.headers ?? {}).map(([name, value]) => [name, expand(value, env)]);
  return {
    name: entry.name.toLowerCase() === 'ollama' ? 'ollama' : entry.name,
    kind: 'openai-chat',
    isCustom: true,
    baseURL,
    key: apiKey === 'user_provided' ? { from: 'user' } : { from: 'server', value: apiKey },
    models: entry.models.fetch
      ? { from: 'provider', fallback: entry.models.default }
      : { from: 'operator', names: entry.models.default },
    hasTitles: env.TITLE_CONVO && entry.titleConvo,
    ...(headers.length > 0 ? { headers: Object.fromEntries(headers) as Record<string, string> } : {}),
    ...(entry.titleModel && entry.titleModel !== 'current_model' ? { titleModel: entry.titleModel } : {}),
    ...(entry.modelDisplayLabel ? { label: entry.modelDisplayLabel } : {}),
  };
}

/** `${NAME}` is the operator's way to keep keys out of the file. Values are not expanded again. */
function expand(value: string, env: Env): string {
  return value.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const found = env.variables[name];
    if (!found) throw new Error(`refers to \${${name}}, which is not set`);
    return found;
  });
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}
