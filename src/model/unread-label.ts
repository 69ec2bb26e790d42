/** What the badge says: nothing at zero, and at most four characters, since a toolbar shows no more. */
export function unreadLabel(unread: number): string {
  if (!(unread >= 1)) return '';
  return unread < 1000 ? String(Math.floor(unread)) : '1k+';
}
