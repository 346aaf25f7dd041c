import { z } from 'zod';

/** The one place that reads the environment. Names are the incumbent's where it documents one. */

/** On only for `true`, in any case; `1` and `yes` are off. */
const flag = (fallback: boolean) =>
  z
    .string()
    .optional()
    .transform((value) =>
      value === undefined || value.trim() === '' ? fallback : value.trim().toLowerCase() === 'true',
    );

const optional = z
  .string()
  .optional()
  .transform((value) => (value?.trim() ? value.trim() : undefined));

/** A key for HS256: shorter ones can be guessed (RFC 7518, section 3.2). */
const secret = optional.pipe(z.string().min(32, 'must have at least 32 characters').optional());
const list = optional.transform((value) =>
  value
    ?.split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);

const integer = (fallback: number, { min, max }: { min: number; max: number }) =>
  z
    .string()
    .optional()
    .transform((value) => (value?.trim() ? Number(value) : fallback))
    .pipe(z.int(`must be a whole number from ${min} to ${max}`).min(min).max(max));

/** Milliseconds; may be arithmetic such as `1000 * 60 * 15`. */
const duration = (fallback: number) =>
  z
    .string()
    .optional()
    .transform((value) => product(value) ?? fallback);

/** Digits and `*` are all the documented values use. */
function product(value: string | undefined): number | undefined {
  if (!value || !/^[\d\s.*()]+$/.test(value)) return undefined;
  const result = value
    .replace(/[()]/g, '')
    .split('*')
    .reduce((sum, factor) => sum * Number(factor), 1);
  return Number.isFinite(result) && result > 0 ? result : undefined;
}

const envSchema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: integer(3080, { min: 0, max: 65_535 }),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: optional,
  DATABASE_POOL_SIZE: integer(20, { min: 2, max: 500 }),
  REDIS_URL: optional,
  /** The incumbent's name for the same. */
  REDIS_URI: optional,
  REDIS_KEY_PREFIX: z.string().max(64).default('parley:'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  DOMAIN_CLIENT: optional,
  DOMAIN_SERVER: optional,
  TRUST_PROXY: integer(0, { min: 0, max: 16 }),
  NO_INDEX: flag(true),
  DISABLE_COMPRESSION: flag(false),
  CONFIG_PATH: z.string().min(1).default('./librechat.yaml'),
  /** Seconds that running answers get to finish after SIGTERM. */
  DRAIN_SECONDS: integer(10, { min: 0, max: 600 }),

  JWT_SECRET: secret,
  JWT_REFRESH_SECRET: secret,
  CREDS_KEY: optional.pipe(
    z
      .string()
      .regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits')
      .optional(),
  ),
  SESSION_EXPIRY: duration(15 * 60_000),
  REFRESH_TOKEN_EXPIRY: duration(7 * 24 * 3_600_000),

  ALLOW_REGISTRATION: flag(false),
  ALLOW_EMAIL_LOGIN: flag(true),
  ALLOW_UNVERIFIED_EMAIL_LOGIN: flag(false),
  MIN_PASSWORD_LENGTH: integer(8, { min: 1, max: 128 }),

  LOGIN_MAX: integer(7, { min: 1, max: 1_000_000 }),
  LOGIN_WINDOW: integer(5, { min: 1, max: 100_000 }),
  REGISTER_MAX: integer(5, { min: 1, max: 1_000_000 }),
  REGISTER_WINDOW: integer(60, { min: 1, max: 100_000 }),
  LIMIT_MESSAGE_IP: flag(false),
  MESSAGE_IP_MAX: integer(40, { min: 1, max: 1_000_000 }),
  MESSAGE_IP_WINDOW: integer(1, { min: 1, max: 100_000 }),
  LIMIT_MESSAGE_USER: flag(false),
  MESSAGE_USER_MAX: integer(40, { min: 1, max: 1_000_000 }),
  MESSAGE_USER_WINDOW: integer(1, { min: 1, max: 100_000 }),
  LIMIT_CONCURRENT_MESSAGES: flag(false),
  CONCURRENT_MESSAGE_MAX: integer(2, { min: 1, max: 10_000 }),

  APP_TITLE: z.string().min(1).max(100).default('Parley'),
  CUSTOM_FOOTER: z.string().max(10_000).optional(),
  HELP_AND_FAQ_URL: z.string().max(2000).default('/'),
  SHOW_BIRTHDAY_ICON: flag(false),
  CONVERSATION_IMPORT_MAX_FILE_SIZE_BYTES: integer(0, { min: 0, max: Number.MAX_SAFE_INTEGER }),

  ENDPOINTS: list,
  TITLE_CONVO: flag(true),
  OPENAI_API_KEY: optional,
  OPENAI_REVERSE_PROXY: optional,
  OPENAI_MODELS: list,
  OPENAI_TITLE_MODEL: optional,
  ANTHROPIC_API_KEY: optional,
  ANTHROPIC_REVERSE_PROXY: optional,
  ANTHROPIC_MODELS: list,
  ANTHROPIC_TITLE_MODEL: optional,
  GOOGLE_KEY: optional,
  GOOGLE_REVERSE_PROXY: optional,
  GOOGLE_MODELS: list,
  GOOGLE_TITLE_MODEL: optional,
  /** Look for Ollama, LM Studio and llama.cpp on their usual loopback ports. */
  FIND_LOCAL_MODELS: flag(true),
  /** `never`, `always`, or only while nothing else is configured. */
  DEMO_MODEL: z.enum(['auto', 'always', 'never']).default('auto'),
});

export type Env = z.infer<typeof envSchema> & {
  /** Every variable, for the `${NAME}` references of the operator's configuration file. */
  readonly variables: Readonly<Record<string, string | undefined>>;
};

/** @throws EnvError naming every variable that is wrong, at once */
export function readEnv(variables: Record<string, string | undefined>): Env {
  // An empty value in a compose file means "not set".
  const given = Object.fromEntries(
    Object.entries(variables).filter(([name, value]) => value !== '' || name === 'CUSTOM_FOOTER'),
  );
  const parsed = envSchema.safeParse(given);
  if (parsed.success) return { ...parsed.data, variables };
  throw new EnvError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
}

class EnvError extends Error {
  override name = 'EnvError';
  constructor(problems: readonly string[]) {
    super(`The environment is not valid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}
