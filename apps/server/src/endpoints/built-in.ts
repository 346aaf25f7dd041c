import type { Env } from '../env.ts';
import type { EndpointDefinition, ModelSource } from './catalogue.ts';

/** Shown when a provider cannot be asked which models it has. */
const known = {
  openAI: [
    'gpt-5.2',
    'gpt-5.1',
    'gpt-5',
    'gpt-5-mini',
    'gpt-5-nano',
    'gpt-4.1',
    'gpt-4.1-mini',
    'gpt-4o',
    'gpt-4o-mini',
    'o4-mini',
    'o3',
  ],
  anthropic: ['claude-opus-4-5', 'claude-sonnet-4-5', 'claude-haiku-4-5', 'claude-opus-4-1', 'claude-sonnet-4-0'],
  google: ['gemini-3-pro-preview', 'gemini-2.5-pro', 'gemini-2.5-flash', 'gemini-2.5-flash-lite', 'gemini-2.0-flash'],
} as const;

/** The providers that environment variables switch on. A key of `user_provided` lets each user bring one. */
export function builtInEndpoints(env: Env): EndpointDefinition[] {
  const offered: (EndpointDefinition | null)[] = [
    define({
      name: 'openAI',
      kind: 'openai-chat',
      key: env.OPENAI_API_KEY,
      baseURL: env.OPENAI_REVERSE_PROXY ?? 'https://api.openai.com/v1',
      models: modelSource(env.OPENAI_MODELS, known.openAI),
      titleModel: env.OPENAI_TITLE_MODEL,
      hasTitles: env.TITLE_CONVO,
    }),
    define({
      name: 'anthropic',
      kind: 'anthropic',
      key: env.ANTHROPIC_API_KEY,
      baseURL: env.ANTHROPIC_REVERSE_PROXY ?? 'https://api.anthropic.com/v1',
      models: modelSource(env.ANTHROPIC_MODELS, known.anthropic),
      titleModel: env.ANTHROPIC_TITLE_MODEL,
      hasTitles: env.TITLE_CONVO,
    }),
    define({
      name: 'google',
      kind: 'google',
      key: env.GOOGLE_KEY,
      baseURL: env.GOOGLE_REVERSE_PROXY ?? 'https://generativelanguage.googleapis.com/v1beta',
      models: modelSource(env.GOOGLE_MODELS, known.google),
      titleModel: env.GOOGLE_TITLE_MODEL,
      hasTitles: env.TITLE_CONVO,
    }),
  ];
  return offered.filter((definition) => definition !== null);
}

interface BuiltIn extends Omit<EndpointDefinition, 'key' | 'titleModel' | 'isCustom'> {
  key: string | undefined;
  titleModel: string | undefined;
}

function define({ key, titleModel, ...rest }: BuiltIn): EndpointDefinition | null {
  if (!key) return null;
  return {
    ...rest,
    isCustom: false,
    key: key === 'user_provided' ? { from: 'user' } : { from: 'server', value: key },
    ...(titleModel && titleModel !== 'current_model' ? { titleModel } : {}),
  };
}

const modelSource = (names: readonly string[] | undefined, fallback: readonly string[]): ModelSource =>
  names?.length ? { from: 'operator', names } : { from: 'provider', fallback };
