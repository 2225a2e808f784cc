interface XmlElement {
  readonly tagName: string;
  readonly textContent: string;
  getAttribute(name: string): string | null;
  getElementsByTagName(name: string): Iterable<XmlElement>;
  readonly childNodes: Iterable<XmlElement & { readonly nodeType: number }>;
}

interface Xml {
  readonly DOMParser: new (
    options: object,
  ) => {
    parseFromString(text: string, type: string): { documentElement: XmlElement };
  };
}

const { DOMParser } = require('@xmldom/xmldom') as Xml;

export interface JunitCase {
  readonly name: string;
  readonly classname: string;
  /** `ok`, `output`, or the name of the element that says what is wrong. */
  readonly outcome: string;
  readonly type?: string;
  readonly message?: string;
  readonly text?: string;
}

/** The tests of a report, as a reader of XML finds them; its counts are held against them. */
export function readJunit(text: string): JunitCase[] {
  const onError = (level: string, message: string) => {
    if (level !== 'warning') throw new Error(message);
  };
  const { documentElement } = new DOMParser({ onError }).parseFromString(text, 'text/xml');
  const suites = [...documentElement.getElementsByTagName('testsuite')];
  for (const suite of [documentElement, ...suites]) {
    const cases = [...suite.getElementsByTagName('testcase')].map(readCase);
    const count = (outcome: string) => String(cases.filter((one) => one.outcome === outcome).length);
    expect([suite.getAttribute('tests'), suite.getAttribute('failures'), suite.getAttribute('errors')]).toEqual([
      String(cases.length),
      count('failure'),
      count('error'),
    ]);
  }
  return suites.flatMap((suite) => [...suite.getElementsByTagName('testcase')].map(readCase));
}

function readCase(element: XmlElement): JunitCase {
  const [inner] = [...element.childNodes].filter(({ nodeType }) => nodeType === 1);
  const [name, classname] = ['name', 'classname'].map((one) => element.getAttribute(one) ?? '');
  if (inner === undefined) return { name, classname, outcome: 'ok' };
  const attribute = (one: string) => inner.getAttribute(one) ?? undefined;
  return {
    name,
    classname,
    outcome: inner.tagName === 'system-out' ? 'output' : inner.tagName,
    type: attribute('type'),
    message: attribute('message'),
    text: inner.textContent,
  };
}

export interface Command {
  readonly command: string;
  readonly properties: { readonly [name: string]: string };
  readonly message: string;
}

/**
 * The commands as the runner of GitHub Actions reads them: a line that begins with `::`, up to the first space the
 * command, up to the next `::` its properties, between commas, of which the first `=` ends the name.
 */
export function readCommands(text: string): Command[] {
  const lines = text.split(/\r\n|\r|\n/);
  expect(lines.pop()).toBe('');
  return lines.map((line) => {
    expect(line).toMatch(/^::/);
    const end = line.indexOf('::', 2);
    expect(end).toBeGreaterThan(0);
    const head = line.slice(2, end);
    const space = head.indexOf(' ');
    expect(['error', 'warning', 'notice']).toContain(head.slice(0, space));
    const properties = head
      .slice(space + 1)
      .split(',')
      .map((one) => [one.slice(0, one.indexOf('=')), propertyIn(one.slice(one.indexOf('=') + 1))]);
    for (const [name] of properties) expect(['file', 'line', 'col', 'title']).toContain(name);
    expect(new Set(properties.map(([name]) => name)).size).toBe(properties.length);
    return {
      command: head.slice(0, space),
      properties: Object.fromEntries(properties),
      message: dataIn(line.slice(end + 2)),
    };
  });
}

function dataIn(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function propertyIn(text: string): string {
  return dataIn(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}

export interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/** The issues of GitLab, each with all that GitLab demands of one. */
export function readIssues(text: string): Issue[] {
  const issues = JSON.parse(text) as Issue[];
  for (const { description, check_name, fingerprint, severity, location } of issues) {
    for (const one of [description, check_name, fingerprint, location.path]) expect(typeof one).toBe('string');
    expect(location.path).not.toMatch(/^\.\/./);
    expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity);
    expect(Number.isInteger(location.lines.begin) && location.lines.begin > 0).toBe(true);
  }
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  return issues;
}
