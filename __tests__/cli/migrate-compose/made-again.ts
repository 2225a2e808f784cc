import { App, Chart, Duration } from 'cdk8s';
import { parse } from 'yaml';
import type { ComposeFile } from '../../../cli/migrate-compose/read-compose';
import { printReplacement, printStackWords } from '../../../cli/migrate-compose/report';
import * as library from '../../../lib';
import { SYNC } from '../../declarations';

// biome-ignore lint/suspicious/noExplicitAny: a compose file can be anything
export type Any = any;

/** What the printed code is, when it runs in a program with its imports. */
function evaluated(code: string): Any {
  const names = ['Duration', 'LocalService', 'BackingService', 'LocalServiceState'] as const;
  const values = [Duration, library.LocalService, library.BackingService, library.LocalServiceState];
  return new Function(...names, `return ${code}`)(...values);
}

/** The printed code as a program that somebody pastes it into. */
export function programOf(file: ComposeFile): string {
  const blocks = file.services.map((service) => ({ service, code: printReplacement(service) }));
  const isApp = ({ service }: (typeof blocks)[number]) => service.props.buildContext !== undefined;
  const body = [
    `export const apps: Omit<SecretSyncedAppProps, 'image'>[] = [${blocks.filter(isApp).map(({ code }) => code)}];`,
    ...blocks.filter((block) => !isApp(block)).map(({ code }, i) => `const service${i} = ${code};`),
    `export const services: { [name: string]: LocalService } = {${blocks.filter((block) => !isApp(block)).map((_, i) => `...service${i}`)}};`,
    `export const stack: LocalStackProps = ${printStackWords(file) ?? '{}'};`,
  ].join('\n');
  const used = (names: readonly string[]) => names.filter((name) => new RegExp(`\\b${name}\\.`).test(body)).join(', ');
  const values = used(['BackingService', 'LocalServiceState']);
  return [
    `import { ${used(['Duration'])} } from 'cdk8s';`,
    `import { ${values} } from 'cdk8s-infisical';`,
    "import type { LocalStackProps, SecretSyncedAppProps } from 'cdk8s-infisical';",
    /\bLocalService\./.test(body)
      ? "import { LocalService } from 'cdk8s-infisical';"
      : "import type { LocalService } from 'cdk8s-infisical';",
    body,
  ].join('\n');
}

/** The compose file that the printed code makes. */
export function composeOfCode(file: ComposeFile): Any {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const services: Any = {};
  for (const service of file.services) {
    const made = evaluated(printReplacement(service));
    if (made.local === undefined) Object.assign(services, made);
    else new library.SecretSyncedApp(chart, service.name, { image: 'shop:1', sync: SYNC, ...made });
  }
  const words = printStackWords(file);
  const stack = words === undefined ? {} : evaluated(words);
  const files = new library.LocalStack([chart], { services, projectId: 'p', ...stack }).files();
  return parse(files['compose.yaml']);
}

/** Numbers and switches as the texts that compose takes as well. */
export function withTexts(value: Any): Any {
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== 'object' || value === null) return value === null ? null : String(value);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withTexts(item)]));
}
