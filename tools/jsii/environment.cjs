/** For programs of jsii, which tell in many lines that they do not know the Node that CI tries, or know its end of life. */
const JSII_ENVIRONMENT = {
  ...process.env,
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
  JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
};

module.exports = { JSII_ENVIRONMENT };
