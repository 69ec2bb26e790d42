import { type MessageKey, message } from '../../browser/i18n.ts';
import type { Failure, FailureReason } from '../../model/types.ts';

const LABELS = {
  'no-permission': 'reason_no_permission',
  offline: 'reason_offline',
  unreachable: 'reason_unreachable',
  timeout: 'reason_timeout',
  'too-large': 'reason_too_large',
  'forbidden-redirect': 'reason_forbidden_redirect',
  'bad-address': 'reason_bad_address',
  unauthorised: 'reason_unauthorised',
  'not-found': 'reason_not_found',
  gone: 'reason_gone',
  'slow-down': 'reason_slow_down',
  'http-error': 'reason_http_error',
  'server-error': 'reason_server_error',
  'not-a-feed': 'reason_not_a_feed',
  html: 'reason_html',
  json: 'reason_json',
  empty: 'reason_empty',
  binary: 'reason_binary',
  doctype: 'reason_doctype',
  broken: 'reason_broken',
  storage: 'reason_storage',
} satisfies Record<FailureReason, MessageKey>;

const TEXTS = {
  'no-permission': 'reason_no_permission_text',
  offline: 'reason_offline_text',
  unreachable: 'reason_unreachable_text',
  timeout: 'reason_timeout_text',
  'too-large': 'reason_too_large_text',
  'forbidden-redirect': 'reason_forbidden_redirect_text',
  'bad-address': 'reason_bad_address_text',
  unauthorised: 'reason_unauthorised_text',
  'not-found': 'reason_not_found_text',
  gone: 'reason_gone_text',
  'slow-down': 'reason_slow_down_text',
  'http-error': 'reason_http_error_text',
  'server-error': 'reason_server_error_text',
  'not-a-feed': 'reason_not_a_feed_text',
  html: 'reason_html_text',
  json: 'reason_json_text',
  empty: 'reason_empty_text',
  binary: 'reason_binary_text',
  doctype: 'reason_doctype_text',
  broken: 'reason_broken_text',
  storage: 'reason_storage_text',
} satisfies Record<FailureReason, MessageKey>;

/** Two or three words for a status, with the HTTP status where the server gave one: "Not found (404)". */
export function reasonLabel(failure: Failure): string {
  const label = message(LABELS[failure.reason]);
  return failure.status === undefined ? label : message('reason_with_status', label, failure.status);
}

/**
 * A whole sentence on what happened; what happens next is the caller's to say.
 *
 * @param address what was fetched; the sentence names its host
 */
export function reasonText(failure: Failure, address: string): string {
  return message(TEXTS[failure.reason], hostOf(address));
}

/** The host of an address as a person knows it, without www; the whole text where it is no address. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host.replace(/^www\./, '') : address;
}
