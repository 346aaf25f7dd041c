interface Language {
  /** In the language itself. */
  name: string;
  dir: 'ltr' | 'rtl';
  /** Absent for English, which is part of the page. */
  load?: () => Promise<object>;
}

/** Every folder of `locales` that is offered. */
export const languages: Readonly<Record<string, Language>> = {
  en: { name: 'English', dir: 'ltr' },
};

/** The chosen language, else the first of the browser's that is offered, else English. */
export function pickLanguage(chosen: string, accepted: readonly string[]): string {
  const wanted = chosen ? [chosen, ...accepted] : accepted;
  for (const tag of wanted) {
    const found = [tag, tag.split('-')[0] ?? ''].find((name) => Object.hasOwn(languages, name));
    if (found !== undefined) return found;
  }
  return 'en';
}
