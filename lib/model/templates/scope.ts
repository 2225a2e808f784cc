import type { Pipeline } from './pipeline';
import { SyntaxProblem } from './syntax-problem';

type Control = 'if' | 'with' | 'range' | 'define' | 'block';

interface Frame {
  readonly keyword: Control | 'template';
  /** Whether `.` is the map of all secrets. */
  dot: boolean;
  /** Whether `$` is. */
  readonly root: boolean;
  readonly variables: Set<string>;
  readonly guarded: Set<string>;
  hasElse: boolean;
}

/** What `.`, `$` and the variables mean at one place of a template, and which `{{ end }}` are due there. */
export class Scope {
  private readonly frames: Frame[] = [
    { keyword: 'template', dot: true, root: true, variables: new Set(), guarded: new Set(), hasElse: false },
  ];

  public open(keyword: Control): void {
    const outer = this.current();
    const named = keyword === 'define' || keyword === 'block';
    if (keyword === 'define' && this.frames.length > 1) throw new SyntaxProblem('"{{ define }}" stands inside a block');
    this.frames.push({
      keyword,
      dot: outer.dot && !named,
      root: outer.root && !named,
      variables: named ? new Set() : new Set(outer.variables),
      guarded: named ? new Set() : new Set(outer.guarded),
      hasElse: false,
    });
  }

  public close(): void {
    if (this.frames.length === 1) throw new SyntaxProblem('"{{ end }}" closes nothing');
    this.frames.pop();
  }

  /** Enters the other branch; the keyword of its own condition, if it has one. */
  public otherwise(next: string | undefined): 'if' | 'with' | undefined {
    const frame = this.current();
    if (!['if', 'with', 'range'].includes(frame.keyword) || frame.hasElse) {
      throw new SyntaxProblem('"{{ else }}" belongs to nothing');
    }
    frame.dot = this.frames[this.frames.length - 2].dot;
    if (next === frame.keyword && (next === 'if' || next === 'with')) return next;
    frame.hasElse = true;
    return undefined;
  }

  public requireRange(keyword: string): void {
    if (!this.frames.some((frame) => frame.keyword === 'range')) {
      throw new SyntaxProblem(`"{{ ${keyword} }}" stands outside of a range`);
    }
  }

  public finish(): void {
    const { keyword } = this.current();
    if (keyword !== 'template') throw new SyntaxProblem(`"{{ ${keyword} }}" is never closed with "{{ end }}"`);
  }

  public changeDot(): void {
    this.current().dot = false;
  }

  public guard(keys: readonly string[]): void {
    for (const key of keys) this.current().guarded.add(key);
  }

  public isGuarded(key: string): boolean {
    return this.current().guarded.has(key);
  }

  public set({ variables, declares }: Pipeline): void {
    for (const variable of variables) {
      if (!declares) this.requireVariable(variable);
      this.current().variables.add(variable);
    }
  }

  public requireVariable(variable: string): void {
    if (!this.current().variables.has(variable)) throw new SyntaxProblem(`the variable "$${variable}" is not declared`);
  }

  /** Whether `.` (no variable) or `$` (the empty one) is the map of all secrets here. */
  public isRoot(variable: string | undefined): boolean {
    const { dot, root } = this.current();
    return variable === undefined ? dot : variable === '' && root;
  }

  private current(): Frame {
    return this.frames[this.frames.length - 1];
  }
}
