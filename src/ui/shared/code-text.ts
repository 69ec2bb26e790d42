import { message, uiLocale } from '../../browser/i18n.ts';

/** "3 code blocks" with the languages that they are marked with: names, the same in all human languages. */
export function withLanguages(text: string, languages: readonly string[] | undefined): string {
  if (!languages || languages.length === 0) return text;
  return message('ui_code_languages', text, new Intl.ListFormat(uiLocale(), { type: 'unit' }).format(languages));
}
