/** That a part of a text is no YAML, or YAML of a form that is not read here. */
export class UnreadYaml extends Error {
  public constructor(
    /** Counted from 0. */
    public readonly line: number,
    message: string,
  ) {
    super(message);
  }
}
