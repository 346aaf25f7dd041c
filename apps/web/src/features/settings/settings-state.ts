import { createStore } from '../../shared/store.ts';

export type SettingsTab = 'general' | 'shortcuts' | 'archived' | 'account';

/** Which page of the settings is open; null while they are closed. */
export const settingsTab = createStore<SettingsTab | null>(null);
