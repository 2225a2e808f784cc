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
