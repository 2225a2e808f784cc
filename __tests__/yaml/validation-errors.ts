/** The errors of a synth, a line each: as cdk8s puts them together, or as a report. */
export function validationErrors(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    const [first = '', ...lines] = (error as Error).message.split('\n');
    if (first === 'Validation failed with the following errors:') return lines.map((line) => line.trim());
    expect(lines.at(-1)).toMatch(/^\d+ errors?(, \d+ warnings?)?: nothing is written to /);
    return [first, ...lines.slice(0, -1)].map((line) => line.replace(/^error: /, ''));
  }
  throw new Error('no error');
}
