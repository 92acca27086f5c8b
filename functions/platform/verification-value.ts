/** Names by which members hold the three or four digits on a card, and their values in JSON. */
const members =
  /("(?:(?:card[_-]?)?(?:security[_-]?code|verification[_-]?(?:value|code))|cvc2?|cvv2?|cvn|csc)"\s*:\s*)("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*)/gi;

/**
 * JSON in which no member that is named like a verification value holds one: a caller may have written it where a provider
 * gives it back, such as into metadata. Everything else stays byte for byte.
 *
 * @param json valid JSON
 */
export const maskVerificationValues = (json: string): string => json.replace(members, '$1"•••"');
