/** What became of the InfisicalSecrets. */
export interface Migration {
  readonly migrated: readonly { readonly object: string }[];
  readonly kept: readonly {
    readonly object: string;
    readonly file: string;
    readonly line: number;
    readonly reason: string;
  }[];
}
