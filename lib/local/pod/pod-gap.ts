/** What a container has in the cluster, and a laptop cannot give it. */
export interface PodGap {
  /** L2 for keys of Infisical, L4 for what is plain, L10 for what a template makes. */
  readonly rule: 'L2' | 'L4' | 'L10';
  readonly subject: 'variable' | 'file' | 'variables' | 'files' | 'workload' | 'reference';
  /** The variable, or the place in the file system; the object of several variables; where a reference stands. */
  readonly name: string;
  /** What it is in the cluster, as a part of a sentence: `from the Secret "vendor", which Infisical does not fill`. */
  readonly origin: string;
}

/** Why a value of the cluster is none on a laptop. */
export type Lack = Pick<PodGap, 'rule' | 'origin'>;
