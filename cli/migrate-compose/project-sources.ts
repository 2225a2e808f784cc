import type { ComposeNode } from './compose-node';
import type { ComposePlace } from './compose-place';
import type { PartsLeft } from './yaml-nodes';

/** A compose file that somebody named. */
export interface ComposeSource {
  readonly text: string;
  /** As it is shown. */
  readonly file: string;
}

/** A file that is included, or whose service another one extends. */
export interface NamedFile {
  /** As the folder of the project sees it. */
  readonly path: string;
  readonly place: ComposePlace;
}

/** How the files of a project are read. */
export interface ProjectSources {
  readonly left: PartsLeft;
  /** Where a path leads; undefined, and noted as unread, where that depends on a variable or is not on this machine. */
  pathOf(node: ComposeNode, folder: string, what: string): NamedFile | undefined;
  /** A file that another one names; undefined, and noted as unread, where it cannot be read. */
  source(file: NamedFile, what: string): ComposeSource | undefined;
  /** The documents of a file, with paths as the project sees them. */
  documents(source: ComposeSource, folder: string): ComposeNode[];
}
