/** Whether the program is in another language (Python, Java, Go), and this process serves it: jsii says so. */
export function isHosted(): boolean {
  return Boolean(process.env.JSII_AGENT);
}
