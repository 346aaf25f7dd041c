import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from '../../locales/en/index.ts';
import { preferences } from '../preferences.ts';
import { languages, pickLanguage } from './languages.ts';

/** English is always here: it stands in for what another language lacks. */
export async function startI18n(): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en } },
    lng: 'en',
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await applyLanguage();
  preferences.subscribe(() => void applyLanguage());
  return i18next;
}

async function applyLanguage(): Promise<void> {
  const wanted = pickLanguage(preferences.get().language, navigator.languages);
  if (!i18next.hasResourceBundle(wanted, 'translation')) {
    const load = languages[wanted]?.load;
    if (load) i18next.addResourceBundle(wanted, 'translation', await load());
  }
  if (i18next.language !== wanted) await i18next.changeLanguage(wanted);
  document.documentElement.lang = wanted;
  document.documentElement.dir = languages[wanted]?.dir ?? 'ltr';
}
