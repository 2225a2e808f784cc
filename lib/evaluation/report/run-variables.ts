/** Names the folder in which all processes of one `cdk8s-infisical synth` leave what they have found. */
export const FINDINGS = 'CDK8S_INFISICAL_FINDINGS';
/** Names a folder in which they note what they write, so that no two write the same. */
export const CLAIMS = 'CDK8S_INFISICAL_CLAIMS';
/**
 * Names a file that takes down what a LocalStack would write, one JSON object `{ path, text }` a line: a synth writes
 * nothing before it knows that the whole program works.
 */
export const OUTBOX = 'CDK8S_INFISICAL_OUTBOX';
/** Has each finding told in a line of its own, what is suppressed too, and where an error was thrown. */
export const VERBOSE = 'CDK8S_INFISICAL_VERBOSE';
