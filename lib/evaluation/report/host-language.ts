/** Whether the program is in another language (Python, Java, Go), and this process serves it: jsii says so. */
export function isHosted(): boolean {
  return Boolean(process.env.JSII_AGENT);
}

/**
 * Has jsii pass an error on that is about to be thrown without a stack: it makes an error of its own of it, whose stack has
 * the whole text once more, and then places in jsii. What the other language adds is its own.
 */
export function leaveOutStackOfHost(): void {
  const { prepareStackTrace } = Error;
  if (prepareStackTrace === noStack) return;
  Error.prepareStackTrace = noStack;
  // jsii answers the other language before it does anything else.
  queueMicrotask(() => {
    Error.prepareStackTrace = prepareStackTrace;
  });
}

function noStack(): string {
  return '';
}
