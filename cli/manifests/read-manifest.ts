import type { Manifest } from '../../lib/model/manifest';
import type { TextPlace, TextProblem } from '../../lib/text/place-in-text';
import type { Path } from '../yaml/kubernetes-yaml';
import type { RenderingNotes } from './rendering-notes';

/** A Kubernetes object, and where it was read: its line and column are those on which its document begins. */
export interface ReadManifest extends TextPlace {
  readonly manifest: Manifest;
  /** The path as the user would write it; `-` for standard input. */
  readonly file: string;
  /**
   * What belongs together: the folder that was asked for, or the one directly in it. A folder of `dist` is an
   * environment, whatever folders it has for charts.
   */
  readonly folder: string;
  /** How it was rendered; its line is that of the rendering then, and no file has it. */
  readonly rendered?: Rendered;
  /** Whether it goes into another namespace than it names, as a kustomization says. */
  readonly isMoved?: boolean;
  /** Where `['spec', 'template']` of the object stands, for example; its closest ancestor if it is absent. */
  readonly placeAt: (path: Path) => TextPlace;
  /** Whether it was exported from a cluster, where what told of that was taken off. */
  readonly isExport?: boolean;
  /** Whether the addresses that a cluster has chosen for it were taken off: it is a Service. */
  readonly hadAddresses?: boolean;
}

/** How an object came about that is in no file: its `file` says that it is of a rendering. */
export interface Rendered {
  readonly by: 'helm template' | 'kubectl kustomize';
  /** The folder with the chart or the kustomization. */
  readonly from: string;
  /** The real file that stands for it: the template, else the chart or the kustomization. */
  readonly file: string;
}

/** Why a part of a file is unread: nobody knows what a cluster makes of it. */
export interface ReadProblem extends TextProblem {
  readonly file: string;
  /** With what else the folder can be read. */
  readonly rendering?: Rendering;
}

export interface ReadManifests extends RenderingNotes {
  readonly manifests: readonly ReadManifest[];
  /** With any of them, the file counts as unread; what else it has is read nevertheless. */
  readonly problems: readonly ReadProblem[];
  /** The files that hold no Kubernetes manifest, and nothing that could be one. */
  readonly without: readonly string[];
}

/** How the objects of a folder are made, of which nothing else is read. */
export interface Rendering {
  readonly by: 'helm' | 'kustomize';
  /** The folder with the chart or the kustomization, as the user would write it. */
  readonly rendered: string;
  /** What its objects belong to: see `ReadManifest`. */
  readonly folder: string;
  /** How the chart calls itself. */
  readonly name?: string;
}
