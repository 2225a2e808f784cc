import { NO_COMPOSE, type ReadCompose } from '../../../cli/access/compose-uses';
import { followedRead } from '../../../cli/access/followed';
import type { ReadManifest } from '../../../cli/manifests/read-manifests';
import { installationsOf } from '../../../cli/provision/declared/installations';
import { committedIn, NOTHING_COMMITTED } from '../../../cli/provision/document/committed';
import { type DocumentSettings, documentOf } from '../../../cli/provision/document/document';
import { withMadeProjects } from '../../../cli/provision/document/forgotten';
import { referredKeys } from '../../../cli/roles/referred-keys';
import { type Configuration, NO_CONFIGURATION } from '../../../lib/configuration/configuration';

interface Asked extends Partial<DocumentSettings> {
  readonly existing?: readonly string[];
  readonly also?: readonly string[];
  readonly compose?: ReadCompose;
  readonly configuration?: Partial<Configuration>;
  /** The text of the file that is replaced. */
  readonly replaced?: string;
}

/** A file of Terraform, as JSON has it. */
export interface Written {
  readonly '//': readonly string[];
  readonly provider: { readonly infisical: { readonly host?: string } };
  readonly variable?: Blocks;
  readonly data?: OfTypes;
  readonly resource?: OfTypes;
  readonly output?: Blocks;
  readonly import?: readonly { readonly to: string; readonly id: string }[];
}

export interface Blocks {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever stands there
  readonly [label: string]: any;
}

interface OfTypes {
  readonly [type: string]: Blocks;
}

/** The texts of the files for manifests that were read. */
export function textsOf(manifests: readonly ReadManifest[], asked: Asked = {}): string[] {
  const { existing = [], also = [], compose = NO_COMPOSE, configuration = {}, replaced, ...settings } = asked;
  const here = { ...NO_CONFIGURATION, ...configuration };
  const read = { manifests, problems: [], without: [] };
  const { access } = followedRead(read, here);
  const declared = { manifests, access, compose, configuration: here, existing, referred: referredKeys(also) };
  const { installations, problems } = installationsOf(declared);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const isAllExisting = existing.includes('all');
  const before = replaced === undefined ? NOTHING_COMMITTED : committedIn(replaced, 'infisical.tf.json');
  return installations.map((one) =>
    documentOf(withMadeProjects(one, before), { ...here.provision, isAllExisting, ...settings }, before),
  );
}

/** The one file for manifests that were read. */
export function writtenFor(manifests: readonly ReadManifest[], asked: Asked = {}): Written {
  const texts = textsOf(manifests, asked);
  if (texts.length !== 1) throw new Error(`${texts.length} files`);
  return JSON.parse(texts[0]);
}

/** The resources of a type, by their names. */
export function resources({ resource = {} }: Written, type: string): Blocks {
  return resource[`infisical_${type}`] ?? {};
}
