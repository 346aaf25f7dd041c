import type { EndpointConfig, StartupConfig } from '@parley/data-provider';
import type { Env } from '../../env.ts';

/** Settings the page needs before anyone has signed in. Holds nothing a stranger should not know. */
export function startupConfig(env: Env, { isFirstRun }: { isFirstRun: boolean }): StartupConfig {
  return {
    appTitle: env.APP_TITLE,
    serverDomain: env.DOMAIN_SERVER ?? `http://localhost:${env.PORT}`,
    socialLogins: [],
    discordLoginEnabled: false,
    facebookLoginEnabled: false,
    githubLoginEnabled: false,
    googleLoginEnabled: false,
    appleLoginEnabled: false,
    openidLoginEnabled: false,
    samlLoginEnabled: false,
    openidLabel: 'Continue with OpenID',
    openidAutoRedirect: false,
    openidReuseTokens: false,
    ldap: { enabled: false },
    emailLoginEnabled: env.ALLOW_EMAIL_LOGIN,
    registrationEnabled: env.ALLOW_REGISTRATION || isFirstRun,
    socialLoginEnabled: false,
    passwordResetEnabled: false,
    emailEnabled: false,
    ...(env.MIN_PASSWORD_LENGTH === 8 ? {} : { minPasswordLength: env.MIN_PASSWORD_LENGTH }),
    sharedLinksEnabled: false,
    publicSharedLinksEnabled: false,
    showBirthdayIcon: env.SHOW_BIRTHDAY_ICON,
    helpAndFaqURL: env.HELP_AND_FAQ_URL,
    ...(env.CUSTOM_FOOTER === undefined ? {} : { customFooter: env.CUSTOM_FOOTER }),
    interface: { modelSelect: true, parameters: true, sidePanel: true },
    turnstile: {},
    balance: { enabled: false },
    instanceProjectId: '0'.repeat(24),
    sharePointFilePickerEnabled: false,
    conversationImportMaxFileSize: env.CONVERSATION_IMPORT_MAX_FILE_SIZE_BYTES,
    isFirstRun,
  };
}

/** The incumbent's client expects this entry always; its capabilities arrive with the agents themselves. */
export const agentsEndpoint = (order: number): Record<'agents', EndpointConfig> => ({
  agents: { order, userProvide: false, capabilities: [] },
});
