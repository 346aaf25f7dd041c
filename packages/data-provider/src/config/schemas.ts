import { z } from 'zod';

export const startupConfigSchema = z.object({
  appTitle: z.string(),
  serverDomain: z.string(),
  socialLogins: z.array(z.string()),
  discordLoginEnabled: z.boolean(),
  facebookLoginEnabled: z.boolean(),
  githubLoginEnabled: z.boolean(),
  googleLoginEnabled: z.boolean(),
  appleLoginEnabled: z.boolean(),
  openidLoginEnabled: z.boolean(),
  samlLoginEnabled: z.boolean(),
  openidLabel: z.string(),
  openidAutoRedirect: z.boolean(),
  openidReuseTokens: z.boolean(),
  ldap: z.object({ enabled: z.boolean(), username: z.literal(true).optional() }),
  emailLoginEnabled: z.boolean(),
  registrationEnabled: z.boolean(),
  socialLoginEnabled: z.boolean(),
  passwordResetEnabled: z.boolean(),
  emailEnabled: z.boolean(),
  minPasswordLength: z.number().optional(),
  sharedLinksEnabled: z.boolean(),
  publicSharedLinksEnabled: z.boolean(),
  showBirthdayIcon: z.boolean(),
  helpAndFaqURL: z.string(),
  customFooter: z.string().optional(),
  interface: z.looseObject({}),
  turnstile: z.looseObject({}),
  balance: z.looseObject({ enabled: z.boolean() }),
  instanceProjectId: z.string(),
  sharePointFilePickerEnabled: z.boolean(),
  /** Bytes; 0 is no limit. */
  conversationImportMaxFileSize: z.number(),
  /** Nobody has registered yet: the next account becomes the administrator. */
  isFirstRun: z.boolean(),
});
export type StartupConfig = z.infer<typeof startupConfigSchema>;

export const endpointConfigSchema = z.object({
  order: z.number(),
  type: z.literal('custom').optional(),
  /** Each user brings a key. */
  userProvide: z.boolean(),
  userProvideURL: z.boolean().optional(),
  name: z.string().optional(),
  iconURL: z.string().optional(),
  modelDisplayLabel: z.string().optional(),
  capabilities: z.array(z.string()).optional(),
});
export type EndpointConfig = z.infer<typeof endpointConfigSchema>;

const listedEndpointSchema = z.object({
  name: z.string(),
  type: z.string(),
  models: z.array(z.string()),
  available: z.boolean(),
});

export const endpointsSchema = z.union([z.record(z.string(), endpointConfigSchema), z.array(listedEndpointSchema)]);
export const modelsSchema = z.record(z.string(), z.array(z.string()));
