/** A group of rules that AWS keeps up to date. */
export type ManagedGroup = {
  readonly name: string;
  /**
   * Its rules that would stop honest requests, with the reason. They count, so that their metrics still tell.
   *
   * @default - none.
   */
  readonly onlyCounted?: Readonly<Record<string, string>>;
};

const text =
  'Names, descriptions and metadata are free text, and nothing here shows, opens or runs it.';

/**
 * What is known to be bad on any server, whatever it does.
 *
 * What the common group looks for in a body is only counted, all of it: a body is the provider's to judge, and an honest
 * payment that is stopped for a word in it costs more than an odd word that is passed on. In paths, queries and cookies
 * an honest request has none of it. The group of bad inputs stops wherever it finds something: what it looks for has no
 * honest use.
 */
export const managedGroups: readonly ManagedGroup[] = [
  {
    name: 'AWSManagedRulesCommonRuleSet',
    onlyCounted: {
      NoUserAgent_HEADER: 'Callers are servers, and many of their clients send none.',
      SizeRestrictions_BODY: 'It stops at 8 kB, and a body may have 64 kB.',
      GenericRFI_BODY: 'A page to return to is a URL, and on a test machine one with an address.',
      EC2MetaDataSSRF_BODY: 'The same URL; nothing here fetches what a request names.',
      GenericLFI_BODY: text,
      CrossSiteScripting_BODY: text,
    },
  },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet' },
];
