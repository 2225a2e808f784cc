import type { Field } from '../../model/field';
import type { Resource } from '../../model/resource';
import type { Finding, RuleBody } from '../rule';

/** What is written for one environment, or into a folder beside those of environments. */
export interface EnvironmentResources {
  /** Its name, for messages; no two may have one name. */
  readonly environment: string;
  /** The folder that Argo CD may be told to deploy, with as many folders above it as are known: `dist/prod`. */
  readonly folder?: string;
  /** URL of the API server, or Argo CD's name of the cluster; where absent, Applications of Argo CD may tell. */
  readonly cluster?: string;
  /** Its namespace; objects of other environments do not belong there. */
  readonly namespace?: string;
  /** What Infisical calls it; absent for a folder that belongs to no environment. */
  readonly slug?: string;
  /** The project of Infisical that it is an environment of, as far as that is known. */
  readonly project?: { readonly projectSlug?: string; readonly projectId?: string };
  /** Whether its objects reach a cluster: not those of an environment that is for laptops only. */
  readonly deployed?: boolean;
  /** All its objects, whatever their API group is. */
  readonly resources: readonly Resource[];
}

/** A rule that holds between environments, broken. */
export interface AcrossFinding extends Finding {
  /** The environments that it is about; the resource is in the first one. */
  readonly environments: readonly string[];
}

/** An invariant of the environments of one project. */
export interface AcrossRule extends RuleBody {
  readonly check: (environments: readonly EnvironmentResources[], report: AcrossReport) => void;
}

type AcrossReport = (resource: Resource, at: Field, environments: readonly string[], message: string) => void;
