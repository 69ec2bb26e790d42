// Before all that imports the polyfill.
import '../fake-extension.ts';

import { render } from 'preact';
import { App } from '../../../src/ui/popup/app.tsx';
import { recallPopup } from '../../../src/ui/popup/popup-memory.ts';
import { copiedSettings } from '../../../src/ui/shared/theme.ts';

let place: HTMLElement | undefined;

export function openPopup(): void {
  place = document.body.appendChild(document.createElement('div'));
  const nothingRead = Promise.resolve(undefined);
  render(
    <App
      memory={recallPopup(Date.now())}
      copied={copiedSettings()}
      first={nothingRead}
      known={undefined}
      painted={nothingRead}
      offered={nothingRead}
    />,
    place,
  );
}

export function closePopup(): void {
  dispatchEvent(new Event('pagehide'));
  if (place) render(null, place);
  place?.remove();
  place = undefined;
}
