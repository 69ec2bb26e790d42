/** Long enough for the slowest disk to have begun; the browser copies the data when the download starts. */
const KEPT_MS = 60_000;

/** Hands a text to the browser as a file, as a download link would: no permission is needed for that. */
export function download(text: string, type: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
