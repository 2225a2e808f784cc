/** The errors of a synth, a line each. */
export function validationErrors(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    const [first, ...lines] = (error as Error).message.split('\n');
    expect(first).toBe('Validation failed with the following errors:');
    return lines.map((line) => line.trim());
  }
  throw new Error('no error');
}
