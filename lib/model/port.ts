/** What is wrong with the number of a port, if anything: what to write instead. */
export function portNumberProblem(port: number): string | undefined {
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? undefined : 'write a port from 1 to 65535';
}

/** What is wrong with the name of a port (IANA service name), if anything. */
export function portNameProblem(name: string): string | undefined {
  if (name.length > 15) return `has ${name.length} characters, 15 are allowed`;
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name)
    ? undefined
    : 'must be a-z, 0-9 and single "-" between them, with at least one letter';
}
