import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };

/**
 * What a page of an extension finds in its global scope, as far as words need it: import this before anything that
 * imports the polyfill, which refuses to load elsewhere. Messages and substitutions are read as browsers read them
 * (https://developer.chrome.com/docs/extensions/reference/api/i18n#method-getMessage).
 */
const words = messages as Readonly<Record<string, { readonly message: string }>>;

Object.assign(globalThis, {
  // Only looked at by the polyfill, to see where it is.
  chrome: { runtime: { id: 'test' } },
  browser: {
    runtime: { id: 'test' },
    i18n: {
      getMessage: (key: string, substitutions: readonly string[] = []) => {
        if (key === '@@ui_locale') return 'en_US';
        return (words[key]?.message ?? '').replace(
          /\$([1-9])/g,
          (_, place: string) => substitutions[Number(place) - 1] ?? '',
        );
      },
    },
  },
});
