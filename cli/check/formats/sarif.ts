import type { Log, ReportingDescriptor, Result, Location as SarifLocation } from 'sarif';
import { version } from '../../../package.json';
import { jsonText } from '../../languages/json';
import { printable } from '../../terminal/printable';
import { type CheckReport, type Location, STATUSES, type Status } from '../report';
import { type Finding, findingsOf } from './findings';

const TITLES: Readonly<Record<Exclude<Status, 'ok'>, string>> = {
  missing: 'A key that is needed exists, and the identity may see it',
  'optional-missing': 'A key that somebody could use exists',
  invalid: 'A Secret that gets every key gets none whose name it cannot have',
  duplicate: 'A key exists at one of the places only that a resource reads',
  unused: 'A key is used',
  unchecked: 'Infisical answers',
};

const RULES: readonly ReportingDescriptor[] = STATUSES.flatMap((status) =>
  status === 'ok' ? [] : [{ id: status, shortDescription: { text: TITLES[status] } }],
);

/** SARIF 2.1.0, which code scanning of GitHub, GitLab and Azure reads. */
export function sarif(report: CheckReport): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'cdk8s-infisical check', version, rules: [...RULES] } },
        columnKind: 'utf16CodeUnits',
        results: findingsOf(report).map(resultOf),
      },
    ],
  };
  return jsonText(log);
}

function resultOf({ status, level, message, locations }: Finding): Result {
  return {
    ruleId: status,
    ruleIndex: RULES.findIndex(({ id }) => id === status),
    level,
    message: { text: escapeBrackets(message) },
    locations: locations.map(asSarifLocation),
  };
}

/** Brackets would be a link. */
function escapeBrackets(message: string): string {
  return printable(message).replaceAll(/[\\[\]]/g, '\\$&');
}

function asSarifLocation({ file, line, column, at }: Location): SarifLocation {
  const uri = printable(file).replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  const region = { startLine: line, startColumn: column };
  return {
    physicalLocation: { artifactLocation: { uri }, region },
    ...(at !== undefined && { logicalLocations: [{ fullyQualifiedName: printable(at) }] }),
  };
}
