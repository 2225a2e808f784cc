import type { Log, ReportingDescriptor, Result, Location as SarifLocation } from 'sarif';
import { version } from '../../package.json';
import { jsonText } from '../languages/json';
import { printable } from '../terminal/printable';
import { fingerprintsOf } from './fingerprints';
import {
  documentUri,
  type FindingLocation,
  type FindingsDocument,
  isUnknown,
  type LocatedFinding,
  type RuleOfTool,
  rulesOf,
} from './located-finding';
import { artifactOf, SOURCES } from './shown-file';

/**
 * SARIF 2.1.0, which code scanning of GitHub, GitLab and Azure reads. No lines of the files are in it: they may hold
 * what nobody else is to see.
 */
export function sarif(document: FindingsDocument): string {
  const { tool, findings } = document;
  const rules = rulesOf(document);
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const fingerprints = fingerprintsOf(tool, findings);
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool,
            version,
            semanticVersion: version,
            informationUri: documentUri('').replace(/\/blob.*/, ''),
            rules: rules.map(descriptorOf),
          },
        },
        invocations: [{ executionSuccessful: !findings.some(isUnknown) }],
        originalUriBaseIds: { [SOURCES]: { description: { text: 'The folder in which the command ran' } } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding, index) => resultOf(finding, indexOf.get(finding.id), fingerprints[index])),
      },
    ],
  };
  return jsonText(log);
}

function descriptorOf({ id, title, text = title, level, helpUri }: RuleOfTool): ReportingDescriptor {
  const more = helpUri === undefined ? '' : `\n\n${helpUri}`;
  return {
    id: printable(id),
    shortDescription: { text: printable(title) },
    fullDescription: { text: printable(text) },
    help: { text: `${printable(text)}${more}` },
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level },
  };
}

function resultOf({ id, level, message, locations }: LocatedFinding, ruleIndex = -1, fingerprint = ''): Result {
  return {
    ruleId: printable(id),
    ruleIndex,
    level,
    message: { text: escapeBrackets(message) },
    locations: locations.map(asSarifLocation),
    // Not `primaryLocationLineHash`: GitHub makes its own, and warns of each other one.
    partialFingerprints: { 'cdk8sInfisical/v1': fingerprint },
  };
}

/** Brackets would be a link. */
function escapeBrackets(message: string): string {
  return printable(message).replaceAll(/[\\[\]]/g, '\\$&');
}

function asSarifLocation({ file, line, column, at }: FindingLocation): SarifLocation {
  const region = { startLine: Math.max(line, 1), startColumn: Math.max(column, 1) };
  return {
    physicalLocation: { artifactLocation: artifactOf(file), region },
    ...(at !== undefined && { logicalLocations: [{ fullyQualifiedName: printable(at) }] }),
  };
}
