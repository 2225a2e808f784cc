import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../synthesis';
import { PROJECT, runAlone } from '../packed-library';

interface Refusal {
  /** The path of the field, as the server writes it. */
  readonly field: string;
  readonly type: string;
  readonly detail: string;
}

/** What an API server says to the creation of an object. It takes what it does not refuse. */
interface Verdict {
  readonly refused: readonly Refusal[];
  readonly warnings?: readonly string[];
  /** Nothing is said about an object of such a kind. */
  readonly unknownKind?: true;
  /** What policies say of a request that is not refused. */
  readonly denied?: readonly Denial[];
  /** Where the expressions of a policy do not fit the schema of what it looks at. */
  readonly typeErrors?: readonly string[];
  /** The object as the server keeps it. */
  readonly stored?: Manifest;
  /** What becomes of an object that was there. */
  readonly update?: Update;
}

interface Update {
  /** Whether all but the metadata is equal to the server, which then leaves `metadata.generation` as it is. */
  readonly equal: boolean;
  /** Of a kind with a template of pods. */
  readonly template?: {
    /** Whether it is equal to the server, and to controllers that compare as it does. */
    readonly equal: boolean;
    /** Whether it is equal to controllers that keep its text. */
    readonly sameText: boolean;
  };
  /** Where what is kept differs. */
  readonly fields: readonly string[];
  /** Why what was there cannot be read. */
  readonly unread?: string;
}

interface Denial {
  readonly policy: string;
  readonly actions: readonly string[];
  readonly message: string;
  /** It could not be evaluated. */
  readonly failed?: true;
}

/** A document as it stands in a file, or an object; of an update also what was there. */
type Question = ({ readonly text: string } | Request) & Kept;

interface Kept {
  /** Whether the object is wanted as the server keeps it. */
  readonly stored?: true;
  /** What was there, where it is asked what becomes of it. */
  readonly before?: Given;
}

type Given = { readonly text: string } | { readonly object: object };

interface Request {
  readonly object: object;
  readonly oldObject?: object;
  readonly operation?: 'DELETE';
  readonly subresource?: 'status';
}

/** The validation of one version of Kubernetes: see tools/api-server/README.md. */
export interface ApiServer {
  readonly version: string;
  /** @param policies ValidatingAdmissionPolicies and their bindings, as a file of YAML */
  judge(questions: readonly Question[], policies?: string): readonly Verdict[];
}

const SOURCE = join(PROJECT, 'tools/api-server');

const BUILDS = [
  { modules: 'oldest.mod', flags: ['-modfile=oldest.mod', '-tags=oldest'] },
  { modules: 'go.mod', flags: [] },
];

/** The oldest and the newest version of Kubernetes that are supported. */
export function apiServers(): readonly ApiServer[] {
  const folder = join(PROJECT, 'node_modules/.cache/api-server');
  mkdirSync(folder, { recursive: true });
  const crds = crdsIn(folder);
  return BUILDS.map(({ modules, flags }) => {
    const version = versionIn(modules);
    const program = join(folder, `kubernetes-${version}`);
    // Built already, this takes a second.
    runAlone(join(folder, 'building'), SOURCE, 'env', 'CGO_ENABLED=0', 'go', 'build', ...flags, '-o', program, '.');
    return { version, judge: (questions, policies) => verdictsOf([program, crds], questions, policies) };
  });
}

/** The CRDs of the newest operator, as far as they are public: later than in crds/, the connection of a login is optional. */
function crdsIn(folder: string): string {
  const file = join(folder, 'crds.yaml');
  const text = readFileSync(join(PROJECT, 'crds/secrets.infisical.com.yaml'), 'utf8');
  // Other tests may be reading it.
  const written = `${file}.${process.pid}`;
  writeFileSync(written, text.replace(/^ +- infisicalConnectionRef\n/m, ''));
  renameSync(written, file);
  return file;
}

function versionIn(modules: string): string {
  const [, version] =
    /^\s*(?:require )?k8s\.io\/kubernetes v(\S+)$/m.exec(readFileSync(join(SOURCE, modules), 'utf8')) ?? [];
  if (version === undefined) throw new Error(`${modules} has no version of Kubernetes`);
  return version;
}

function verdictsOf(
  [program, crds]: readonly [program: string, crds: string],
  questions: readonly Question[],
  policies?: string,
): Verdict[] {
  const lines = questions.map((question, id) => JSON.stringify({ id, ...given(question), ...keptOf(question) }));
  const args = [...(policies === undefined ? [] : ['-policies', policies]), crds];
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    input: lines.join('\n'),
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (status !== 0) throw error ?? new Error(`${program} failed:\n${stderr}`);
  const verdicts: Verdict[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  if (verdicts.length !== questions.length)
    throw new Error(`${program} said ${verdicts.length} of ${questions.length}`);
  return verdicts;
}

function given(question: Given | Request): object {
  return 'text' in question ? { yaml: question.text } : requestOf(question);
}

function keptOf({ stored, before }: Kept): object {
  return { stored, ...(before && { before: given(before) }) };
}

function requestOf({ object, oldObject, operation, subresource }: Request): Request {
  return { object, oldObject, operation, subresource };
}
