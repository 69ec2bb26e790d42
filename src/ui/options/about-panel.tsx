import { message } from '../../browser/i18n.ts';
import { extensionVersion } from '../../browser/lifecycle.ts';
import { DiagnosticsCard } from './diagnostics-card.tsx';
import { BSD_TEXT, LICENCE_ADDRESSES, MIT_TEXT, PACKAGES } from './packages.ts';
import { PanelHead } from './panel-head.tsx';
import { Row, type SettingsProps } from './setting-rows.tsx';

interface AboutPanelProps extends SettingsProps {
  readonly isShown: boolean;
}

export function AboutPanel({ isShown, ...rest }: AboutPanelProps) {
  return (
    <>
      <PanelHead title={message('options_tab_about')} text={message('options_about_version', extensionVersion())} />
      <div class="card settings">
        <Row label={<b>{message('options_about_data')}</b>} hint={message('options_about_data_text')} />
        <Row label={<b>{message('options_about_requests')}</b>} hint={message('options_about_requests_text')} />
        <Row label={<b>{message('options_about_licence')}</b>} hint={message('options_about_licence_text')} />
      </div>
      <h2 class="section-head">{message('options_diagnostics')}</h2>
      {isShown && <DiagnosticsCard {...rest} />}
      <h2 class="section-head">{message('options_about_packages')}</h2>
      <div class="card">
        <ul class="packages" lang="en">
          {PACKAGES.map(({ name, licence, copyright, source }) => (
            <li key={name}>
              <Outside url={source} text={name} />
              <span>{licence}</span>
              <small>{copyright}</small>
            </li>
          ))}
        </ul>
        <LicenceText name={message('options_about_mit')} paragraphs={MIT_TEXT} />
        <LicenceText name={message('options_about_bsd')} paragraphs={BSD_TEXT} />
        <ul class="licence" lang="en">
          {LICENCE_ADDRESSES.map(({ name, url }) => (
            <li key={url}>
              <Outside url={url} text={name} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

function LicenceText({ name, paragraphs }: { readonly name: string; readonly paragraphs: readonly string[] }) {
  return (
    <details class="licence">
      <summary>{name}</summary>
      {paragraphs.map((paragraph) => (
        <p key={paragraph} lang="en">
          {paragraph}
        </p>
      ))}
    </details>
  );
}

function Outside({ url, text }: { readonly url: string; readonly text: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  );
}
