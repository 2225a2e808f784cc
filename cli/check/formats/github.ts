import type { CheckReport } from '../report';
import { type Finding, findingsOf } from './findings';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** Commands with which GitHub Actions puts findings next to the lines of a pull request. */
export function github(report: CheckReport): string {
  return findingsOf(report).map(annotation).join('');
}

function annotation({ level, message, locations, key, environment }: Finding): string {
  const [location] = locations;
  const title = key === '*' ? environment : `${key} in ${environment}`;
  const properties = [
    ...(location === undefined ? [] : [`file=${property(location.file)}`, `line=${location.line}`]),
    `title=${property(title)}`,
  ];
  return `::${COMMANDS[level]} ${properties.join(',')}::${data(message)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
