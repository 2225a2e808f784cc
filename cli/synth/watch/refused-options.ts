import type { RunOptions } from '../run';

/**
 * @throws if something is asked for that a synth without end cannot give
 */
export function refuseWithWatch({ check, format, json, report, showSuppressed }: RunOptions): void {
  const refused: readonly [boolean, string][] = [
    [check === true, '--check writes nothing, and --watch writes with each save: run one of them'],
    [json === true || format !== 'text', 'documents for programs are of one synth: leave out --watch, or the format'],
    [report !== undefined, '--report writes the document of one synth: leave out --watch, or --report'],
    [showSuppressed === true, '--show-suppressed tells all there is, and --watch what changes: run one of them'],
  ];
  const reason = refused.find(([isAsked]) => isAsked)?.[1];
  if (reason !== undefined) throw new Error(reason);
}
