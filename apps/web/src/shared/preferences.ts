import { createStoredStore } from './storage.ts';

const themes = ['light', 'dark', 'system'] as const;
type Theme = (typeof themes)[number];

const sendKeys = ['enter', 'mod-enter'] as const;
export type SendKey = (typeof sendKeys)[number];

export interface Preferences {
  theme: Theme;
  /** A language tag, or empty for the browser's. */
  language: string;
  sendKey: SendKey;
  isSidebarOpen: boolean;
  isCodeWrapped: boolean;
}

const defaults: Preferences = {
  theme: 'system',
  language: '',
  sendKey: 'enter',
  isSidebarOpen: true,
  isCodeWrapped: false,
};

/** The key and the theme's values are read by public/theme.js too, before the first paint. */
export const preferences = createStoredStore('parley.preferences', (stored): Preferences => {
  const given = (typeof stored === 'object' && stored !== null ? stored : {}) as Partial<Preferences>; // checked below
  return {
    theme: oneOf(themes, given.theme) ?? defaults.theme,
    language: typeof given.language === 'string' ? given.language : defaults.language,
    sendKey: oneOf(sendKeys, given.sendKey) ?? defaults.sendKey,
    isSidebarOpen: given.isSidebarOpen ?? defaults.isSidebarOpen,
    isCodeWrapped: given.isCodeWrapped ?? defaults.isCodeWrapped,
  };
});

export const setPreference = <K extends keyof Preferences>(name: K, value: Preferences[K]) =>
  preferences.set((now) => ({ ...now, [name]: value }));

function oneOf<V extends string>(values: readonly V[], given: unknown): V | undefined {
  return values.find((value) => value === given);
}
