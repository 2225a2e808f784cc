/** Does something with what must not be left behind if that fails. */
export function discardOnFailure<T>(staged: { discard(): void }, action: () => T): T {
  try {
    return action();
  } catch (error) {
    staged.discard();
    throw error;
  }
}
