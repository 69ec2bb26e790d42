/**
 * Runs tasks one after another in the order of asking, each when the one before has ended, well or badly: what reads
 * and then writes extension storage would else undo another's write. Other pages have queues of their own.
 *
 * @returns what runs a task in its turn; gives the task's result, and rejects only for the task's own failure
 */
export function turns(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    // A failure is told to whoever asked; it must not block those that come after.
    last = result.catch(() => {});
    return result;
  };
}
