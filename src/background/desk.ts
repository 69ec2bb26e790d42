/**
 * Bytes of documents that are read and stored at once: what a document unfolds to is many times as large. Beyond the
 * size of a usual one nothing is faster, and the browser keeps more garbage of those that it meets half-read.
 */
const MOST_BYTES = 128 * 1024;

/**
 * Where documents wait until those before them are stored: fetched faster than the database takes them, they would fill
 * memory. One that is larger than all the room has it for itself. Lives as long as the worker.
 */
export class Desk {
  #bytes = 0;
  readonly #waiting: { readonly bytes: number; readonly begin: () => void }[] = [];

  /** Does the work on a document of so many bytes in its turn. */
  async read<Result>(bytes: number, work: () => Promise<Result>): Promise<Result> {
    await new Promise<void>((begin) => {
      this.#waiting.push({ bytes, begin });
      this.#beginNext();
    });
    try {
      return await work();
    } finally {
      this.#bytes -= bytes;
      this.#beginNext();
    }
  }

  #beginNext(): void {
    for (let [next] = this.#waiting; next; [next] = this.#waiting) {
      if (this.#bytes > 0 && this.#bytes + next.bytes > MOST_BYTES) return;
      this.#waiting.shift();
      this.#bytes += next.bytes;
      next.begin();
    }
  }
}
