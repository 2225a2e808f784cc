/**
 * Whether this is the main thread: in any other, Node has marked what it may not do. (The module with a word for it would
 * make `cdk8s-infisical synth` run the program as it is, which takes longer: threads load modules in a way of their own.)
 */
export const isMainThread = (process.chdir as { readonly disabled?: boolean }).disabled !== true;
